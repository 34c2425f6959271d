package io.orderflow.gateway;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A service that answers as its script says, and remembers what it was asked. */
final class ScriptedService implements AutoCloseable {

    /** What a service was asked. */
    record Asked(String method, URI target, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.entrySet()
                    .stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile HttpHandler script = exchange -> answer(exchange, 200, "{}");

    private ScriptedService(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            script.handle(exchange);
        });
        server.start();
    }

    static ScriptedService start() throws IOException {
        return new ScriptedService(0);
    }

    /** Starts a service where another has just been, once the system has freed the port. */
    static ScriptedService startAt(int port) {
        return await().ignoreException(BindException.class).until(() -> new ScriptedService(port), started -> true);
    }

    ScriptedService answers(HttpHandler newScript) {
        script = newScript;
        return this;
    }

    ScriptedService answers(int status, String json) {
        return answers(exchange -> answer(exchange, status, json));
    }

    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type",
                status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    List<Asked> asked() {
        return asked;
    }

    void forget() {
        asked.clear();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
