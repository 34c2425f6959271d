package io.orderflow.service.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The place in a trace of which a header or a message tells, as in the W3C's Trace Context. A message carries it as
 * metadata, under the names of the headers, and only where the trace is recorded: the messages of all other requests are
 * as long as without traces. Stateless.
 */
public final class TraceContext {

    /** The header of a request, and the metadata of a message, that name the span which caused it. */
    public static final String TRACEPARENT = "traceparent";
    /** The header of an answer that names the span which made it. */
    public static final String TRACERESPONSE = "traceresponse";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, ?>> TEXTS = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(Map<String, ?> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, ?> carrier, String key) {
            return carrier != null && carrier.get(key) instanceof String text ? text : null;
        }
    };

    private TraceContext() {}

    /** The trace of the span that this thread works for, recorded or not; null where there is none. */
    public static @Nullable String currentTrace() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }

    /** The span that this thread works for, as a header names it; null where there is none. */
    public static @Nullable String currentHeader() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? header(span) : null;
    }

    private static String header(SpanContext span) {
        return header(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
    }

    /** The header for these identifiers and flags, all of them hexadecimal digits. */
    public static String header(String trace, String span, String flags) {
        return "00-" + trace + "-" + span + "-" + flags;
    }

    /** What a message that this thread makes has to carry; nothing where the thread's trace is not recorded. */
    public static Map<String, String> carried() {
        Context current = Context.current();
        SpanContext span = Span.fromContext(current).getSpanContext();
        if (!span.isSampled()) {
            return Map.of();
        }
        if (span.getTraceState().isEmpty()) {
            return Map.of(TRACEPARENT, header(span));
        }
        Map<String, String> carried = new HashMap<>();
        W3C.inject(current, carried, Map::put);
        return carried;
    }

    /** The context that the message carries; the root where it carries none. */
    static Context of(Message<?> message) {
        if (!message.getMetaData().containsKey(TRACEPARENT)) {
            return Context.root();
        }
        Context carried = W3C.extract(Context.root(), message.getMetaData(), TEXTS);
        return isRecorded(carried) ? carried : Context.root();
    }

    static boolean isRecorded(Context context) {
        return Span.fromContext(context).getSpanContext().isSampled();
    }
}
