package io.orderflow.platform.rebuild;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One rebuild on a running platform: begun, and watched with a progress bar. */
public final class RunningRebuild {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    /** The property that {@code ./run} sets where the output goes to a terminal. */
    private static final String TERMINAL = "orderflow.terminal";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI address;
    private final @Nullable String token;

    private RunningRebuild(HttpClient http, URI address, @Nullable String token) {
        this.http = http;
        this.address = address;
        this.token = token;
    }

    /**
     * Begins a rebuild.
     *
     * @param promote {@code auto} or {@code manual}
     * @param token   the token of an operator, absent where the platform asks for none
     * @throws IOException where the platform cannot be reached, or refuses
     */
    public static RunningRebuild start(URI platform, String projection, String promote, @Nullable String token)
            throws IOException, InterruptedException {
        return start(clientOver(null), platform, projection, promote, token);
    }

    /** A client of a platform; without a context it trusts whom the JDK trusts. */
    static HttpClient clientOver(@Nullable SSLContext tls) {
        HttpClient.Builder http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return (tls == null ? http : http.sslContext(tls)).build();
    }

    static RunningRebuild start(HttpClient http, URI platform, String projection, String promote,
            @Nullable String token) throws IOException, InterruptedException {
        // The address of a platform behind a proxy may have a path, with or without a slash at its end.
        URI collection = URI.create(platform.toString().replaceFirst("/*$", "/projections/") + encoded(projection)
                + "/rebuilds");
        HttpResponse<String> answer = http.send(request(collection, token).timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"promote\":\"" + promote + "\"}"))
                .build(), BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException(reason(answer));
        }
        return new RunningRebuild(http, platform.resolve(answer.headers().firstValue("Location").orElseThrow()), token);
    }

    static HttpRequest.Builder request(URI address, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** The address of the rebuild. */
    public URI address() {
        return address;
    }

    /** Draws the rebuild until it has ended, or waits for its promotion, and returns it as it is then. */
    public JsonNode watch(PrintWriter out) throws IOException, InterruptedException {
        ProgressBar bar = new ProgressBar(out, Boolean.getBoolean(TERMINAL));
        try {
            return new ProgressStream(http, address, token).follow(bar::draw);
        } finally {
            bar.end();
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String reason(HttpResponse<String> answer) {
        boolean isProblem = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        JsonNode problem = isProblem ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        return problem.path("detail").asString(answer.uri() + " answered " + answer.statusCode());
    }
}
