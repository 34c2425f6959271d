package io.orderflow.service.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;

/**
 * Makes a span for each young event of a batch whose trace is recorded. The first of them is the thread's while the batch
 * is handled, so that the calls of the database are its children; the others have a link to it. Events that are not young
 * are read again. Thread-safe.
 */
final class TracedBatches implements BatchSpans {

    /** Of a batch, so many events have spans; a batch that is longer belongs to a projection that is behind. */
    static final int MOST = 64;

    private final MessageSpanFactory spans;
    private final EventSpans rule;

    TracedBatches(MessageSpanFactory spans, EventSpans rule) {
        this.spans = spans;
        this.rule = rule;
    }

    @Override
    public Scope begin(String name, List<? extends EventMessage<?>> events) {
        List<Span> begun = new ArrayList<>();
        for (EventMessage<?> event : events) {
            Context cause = TraceContext.of(event);
            if (begun.size() < MOST && TraceContext.isRecorded(cause) && rule.isYoung(event)) {
                SpanBuilder span = spans.of(() -> name, event, SpanKind.CONSUMER).setParent(cause);
                if (!begun.isEmpty()) {
                    span.addLink(begun.getFirst().getSpanContext());
                }
                begun.add(span.startSpan());
            }
        }
        if (begun.isEmpty()) {
            return Scope.noop();
        }
        Scope current = begun.getFirst().makeCurrent();
        return () -> {
            current.close();
            begun.forEach(Span::end);
        };
    }
}
