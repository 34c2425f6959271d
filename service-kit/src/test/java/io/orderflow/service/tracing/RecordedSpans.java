package io.orderflow.service.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.messaging.Message;

/** Keeps the spans that have ended. A trace whose parent is not recorded is not recorded either. */
final class RecordedSpans implements SpanProcessor {

    private final List<SpanData> ended = new CopyOnWriteArrayList<>();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(new LinkedSampler(Sampler.alwaysOff())))
            .addSpanProcessor(this)
            .build();

    Tracer tracer() {
        return provider.get("test");
    }

    /** Metadata of a message of this trace. */
    static Map<String, String> of(String trace, boolean recorded) {
        return Map.of(TraceContext.TRACEPARENT,
                TraceContext.header(trace, "b7ad6b7169203331", recorded ? "01" : "00"));
    }

    static String traceOf(Message<?> message) {
        return Span.fromContext(TraceContext.of(message)).getSpanContext().getTraceId();
    }

    List<SpanData> ended() {
        return ended;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only ended spans count.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
