package io.orderflow.console.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Keeps live pages up to date: it follows a stream of the platform's server-sent events and passes them on to a browser.
 * Each stream has a virtual thread, which ends with the first of the two. Thread-safe.
 */
public final class ApiStreams {

    private final HttpClient http;
    private final Bearer bearer;
    private final Semaphore free;

    /**
     * What a browser gets for an event of the platform.
     *
     * @param name the event's name, which the page's {@code sse-swap} or {@code sse:} trigger names
     * @param html what the page shows of it; empty where it only fetches something anew
     */
    public record Message(String name, String html) {}

    /** An event as the platform sends it. */
    public record Event(String name, String data) {}

    ApiStreams(HttpClient http, ApiSettings settings, Bearer bearer) {
        this.http = http;
        this.bearer = bearer;
        this.free = new Semaphore(settings.streams());
    }

    /** Tells a page of every event of the stream, so that it fetches itself anew. */
    public SseEmitter changes(ApiRequest stream, String name) {
        return follow(stream, event -> new Message(name, event.name()));
    }

    /**
     * Follows a stream for a browser.
     *
     * @param pages makes a message of an event; null passes it over
     */
    public SseEmitter follow(ApiRequest stream, Function<Event, @Nullable Message> pages) {
        SseEmitter browser = new SseEmitter(0L);
        if (!free.tryAcquire()) {
            throw new ApiProblem(503, "TOO_MANY_STREAMS", "Too many live pages are open", null);
        }
        // The person is known on the thread of the request alone.
        HttpHeaders headers = new HttpHeaders();
        bearer.authorize(headers);
        URI address = bearer.platform().resolve(stream.target());
        Thread.ofVirtual().name("console-stream").start(() -> {
            try {
                pump(request(address, headers), browser, pages);
                browser.complete();
            } catch (IOException gone) {
                // The browser has left, or the platform gives no answer: a browser that is still there connects again.
                browser.complete();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                browser.complete();
            } catch (RuntimeException failed) {
                browser.completeWithError(failed);
            } finally {
                free.release();
            }
        });
        return browser;
    }

    private static HttpRequest request(URI address, HttpHeaders headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header(HttpHeaders.ACCEPT, "text/event-stream");
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.build();
    }

    private void pump(HttpRequest request, SseEmitter browser, Function<Event, @Nullable Message> pages)
            throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                return;
            }
            browser.send(SseEmitter.event().comment("connected"));
            read(lines.iterator(), browser, pages);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private static void read(Iterator<String> lines, SseEmitter browser, Function<Event, @Nullable Message> pages)
            throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).strip());
            } else if (line.startsWith(":")) {
                // A heartbeat, which also finds out that a browser has left.
                browser.send(SseEmitter.event().comment(""));
            } else if (line.isEmpty() && !data.isEmpty()) {
                Message message = pages.apply(new Event(name, data.toString()));
                if (message != null) {
                    browser.send(SseEmitter.event().name(message.name()).data(message.html()));
                }
                name = "message";
                data.setLength(0);
            }
        }
    }
}
