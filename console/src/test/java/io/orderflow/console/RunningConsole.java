package io.orderflow.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A console on a free port, before a platform that a test has written down, and a browser without scripts. */
public final class RunningConsole implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final ConfigurableApplicationContext console;
    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    public RunningConsole(ScriptedPlatform platform, String... settings) {
        this(platform.address(), settings);
    }

    /** @param platform the address of the platform */
    public RunningConsole(URI platform, String... settings) {
        String[] arguments = new String[settings.length + 3];
        System.arraycopy(settings, 0, arguments, 3, settings.length);
        arguments[0] = "--server.port=0";
        arguments[1] = "--orderflow.console.api=" + platform;
        arguments[2] = "--spring.main.register-shutdown-hook=false";
        console = ConsoleApplication.application().logStartupInfo(false).run(arguments);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + ((WebServerApplicationContext) console).getWebServer().getPort()
                + ConsoleApplication.PATH);
    }

    /** The text of a page. */
    public String page(String path) {
        return get(path).body();
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address() + path)).build());
    }

    /** Sends a form that stands on a page, and returns the answer, which leads to the next page. */
    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        Matcher token = TOKEN.matcher(page(page));
        if (!token.find()) {
            throw new AssertionError("There is no form on " + page);
        }
        return post(action, fields, token.group(1));
    }

    /** Sends a form, with the token of its session or, where it is empty, without one. */
    public HttpResponse<String> post(String action, Map<String, String> fields, String token) {
        String body = fields.entrySet()
                .stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(address() + action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(token.isEmpty() ? body : body + "&_csrf=" + encoded(token)))
                .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        console.close();
    }
}
