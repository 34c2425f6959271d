package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import com.google.protobuf.ByteString;

/** Receives spans as a collector does: by OTLP over HTTP, in protobuf. Thread-safe. */
final class SpanReceiver {

    private final HttpServer server;
    private final List<ReceivedSpan> received = new CopyOnWriteArrayList<>();

    /** A span, and the process that it is of. */
    record ReceivedSpan(Span span, Resource process) {

        String name() {
            return span.getName();
        }

        String id() {
            return hex(span.getSpanId());
        }

        String parent() {
            return hex(span.getParentSpanId());
        }

        String trace() {
            return hex(span.getTraceId());
        }

        String attribute(String key) {
            return valueOf(span.getAttributesList(), key);
        }

        /** The name of the process that made it. */
        String service() {
            return processAttribute("service.name");
        }

        Instant start() {
            return Instant.EPOCH.plusNanos(span.getStartTimeUnixNano());
        }

        String processAttribute(String key) {
            return valueOf(process.getAttributesList(), key);
        }

        private static String valueOf(List<io.opentelemetry.proto.common.v1.KeyValue> attributes, String key) {
            return attributes.stream()
                    .filter(attribute -> attribute.getKey().equals(key))
                    .map(attribute -> attribute.getValue().getStringValue())
                    .findFirst()
                    .orElse("");
        }

        private static String hex(ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
    }

    private SpanReceiver(HttpServer server) {
        this.server = server;
    }

    static SpanReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SpanReceiver receiver = new SpanReceiver(server);
            server.createContext("/v1/traces", receiver::receive);
            server.start();
            return receiver;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<ReceivedSpan> all() {
        return List.copyOf(received);
    }

    List<ReceivedSpan> of(String trace) {
        return received.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** The spans of the trace, as soon as one of this name is there and no parent is missing, but for the client's. */
    List<ReceivedSpan> awaitWhole(String trace, String clientSpan, String last, Duration limit) {
        await().atMost(limit).untilAsserted(() -> {
            List<ReceivedSpan> spans = of(trace);
            List<String> ids = Stream.concat(Stream.of(clientSpan), spans.stream().map(ReceivedSpan::id)).toList();
            assertThat(spans).extracting(ReceivedSpan::name).contains(last);
            assertThat(spans).allSatisfy(span -> assertThat(ids).as(span.name()).contains(span.parent()));
        });
        return of(trace);
    }

    /** The handling of requests, commands and events that led to the first span of this name, the first one first. */
    static List<ReceivedSpan> pathTo(String name, List<ReceivedSpan> spans) {
        Map<String, ReceivedSpan> byId = spans.stream().collect(Collectors.toMap(ReceivedSpan::id,
                Function.identity()));
        LinkedList<ReceivedSpan> path = new LinkedList<>();
        ReceivedSpan step = spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
        for (; step != null; step = byId.get(step.parent())) {
            if (!step.name().matches("(Repository|EventBus|.*\\.on\\(|.*\\.handle\\(|CommandBus\\.dispatch).*")) {
                path.addFirst(step);
            }
        }
        return path;
    }

    void stop() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (ResourceSpans ofProcess : request.getResourceSpansList()) {
                ofProcess.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList()
                                .forEach(span -> received.add(new ReceivedSpan(span, ofProcess.getResource()))));
            }
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        }
    }
}
