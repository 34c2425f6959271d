package io.orderflow.service.tracing;

import io.opentelemetry.api.trace.Span;
import io.prometheus.metrics.tracer.common.SpanContext;

/**
 * Names the recorded span of the thread for the metrics, which keep some as examples. They ask for it with every value of a
 * histogram: Spring Boot's own makes several objects to answer. Stateless.
 */
final class CurrentSpan implements SpanContext {

    @Override
    public String getCurrentTraceId() {
        return Span.current().getSpanContext().getTraceId();
    }

    @Override
    public String getCurrentSpanId() {
        return Span.current().getSpanContext().getSpanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return Span.current().getSpanContext().isSampled();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // Nobody asks a span whether it is an example.
    }
}
