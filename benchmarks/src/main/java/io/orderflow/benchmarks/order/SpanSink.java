package io.orderflow.benchmarks.order;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Takes spans as a collector does, by OTLP over HTTP, and does nothing with them. */
final class SpanSink implements AutoCloseable {

    private final HttpServer server;
    private final LongAdder bytes = new LongAdder();

    private SpanSink(HttpServer server) {
        this.server = server;
    }

    static SpanSink open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SpanSink sink = new SpanSink(server);
        server.createContext("/v1/traces", sink::take);
        server.start();
        return sink;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            bytes.add(exchange.getRequestBody().readAllBytes().length);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** How a platform sends spans here, of one request in ten as by default. */
    Map<String, String> settings() {
        return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @throws IllegalStateException where no span has come */
    void requireSpans() {
        if (bytes.sum() == 0) {
            throw new IllegalStateException("No span has come, so that nothing was measured");
        }
        System.err.println("received " + bytes + " bytes of spans");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
