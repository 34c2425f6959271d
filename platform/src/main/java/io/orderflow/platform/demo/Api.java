package io.orderflow.platform.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The platform's HTTP interface, as a client sees it. Thread-safe. */
public final class Api {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    /** An answer, whatever its status. The body is missing where the answer has none, or none in JSON. */
    public record Answer(int status, JsonNode body, HttpResponse<String> response) {

        /** Returns the body of a success. */
        public JsonNode expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException(
                        response.request().method() + " " + response.uri() + " answered " + status + ": " + body);
            }
            return body;
        }
    }

    private final BiFunction<String, String, URI> routes;
    private final Duration timeout;
    private final @Nullable String token;
    private final HttpClient http;
    private final Consumer<HttpResponse<String>> witness;

    /** @param routes finds the base address for a method and a path */
    public Api(BiFunction<String, String, URI> routes) {
        this(routes, REQUEST_TIMEOUT);
    }

    /**
     * @param routes  finds the base address for a method and a path
     * @param timeout the longest wait for an answer
     */
    public Api(BiFunction<String, String, URI> routes, Duration timeout) {
        this(routes, timeout, null, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), answer -> {});
    }

    private Api(BiFunction<String, String, URI> routes, Duration timeout, @Nullable String token, HttpClient http,
            Consumer<HttpResponse<String>> witness) {
        this.routes = routes;
        this.timeout = timeout;
        this.token = token;
        this.http = http;
        this.witness = witness;
    }

    /** The same interface for the bearer of a token; null for a client without one. */
    public Api as(@Nullable String bearerToken) {
        return new Api(routes, timeout, bearerToken, http, witness);
    }

    /** The same interface, each of whose answers is shown to a witness before it is returned. */
    public Api shownTo(Consumer<HttpResponse<String>> watching) {
        return new Api(routes, timeout, token, http, watching);
    }

    /** The same interface over connections that are encrypted in this way. */
    public Api encryptedBy(SSLContext tls) {
        return new Api(routes, timeout, token,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build(), witness);
    }

    /** The interface of a platform in one process. */
    public static Api at(int port) {
        URI base = URI.create("http://127.0.0.1:" + port);
        return new Api((method, path) -> base);
    }

    /** The base address for a method and a path. */
    URI base(String method, String path) {
        return routes.apply(method, path);
    }

    public Answer get(String path) {
        return send(request("GET", path).GET());
    }

    /** Reads a resource that is at least as new as the position. */
    public Answer get(String path, long position) {
        return send(request("GET", path).header("Consistency-Token", Long.toString(position)).GET());
    }

    /**
     * The position of the last event, as the event store says it now. What /projections says may be a second old, and
     * then a read of that position may be older than a write that was answered before.
     */
    public long head() {
        return get("/events?limit=1").expect(200).required("position").asLong();
    }

    public Answer put(String path, Object body) {
        return send(request("PUT", path).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Posts under an idempotency key of its own. */
    public Answer post(String path, @Nullable Object body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    public Answer post(String path, @Nullable Object body, String idempotencyKey) {
        return postRaw(path, body == null ? "" : JSON.writeValueAsString(body), idempotencyKey);
    }

    /** Posts a body as it is, be it JSON or not. */
    public Answer postRaw(String path, String body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request = request("POST", path).POST(BodyPublishers.ofString(body));
        return send(idempotencyKey == null ? request : request.header("Idempotency-Key", idempotencyKey));
    }

    /** Sends a request with these headers beside the content type. */
    public Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(method, path).method(method,
                BodyPublishers.ofString(body == null ? "" : JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        return send(request);
    }

    private HttpRequest.Builder request(String method, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(routes.apply(method, path).resolve(path))
                .timeout(timeout)
                .header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            witness.accept(response);
            boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
            JsonNode body = isJson ? JSON.readTree(response.body()) : MissingNode.getInstance();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }
}
