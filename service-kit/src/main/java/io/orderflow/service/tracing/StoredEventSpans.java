package io.orderflow.service.tracing;

import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.tracing.NoOpSpanFactory.NoOpSpan;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanFactory;

/**
 * Gives the transaction that stores events a span, and the events none: one that an aggregate applies has no length, and
 * its spans are those of whoever handles it, below the command that made it. The framework calls it on each thread that
 * handles a command. Thread-safe.
 */
record StoredEventSpans(SpanFactory spans) implements EventBusSpanFactory {

    @Override
    public Span createPublishEventSpan(EventMessage<?> event) {
        return NoOpSpan.INSTANCE;
    }

    @Override
    public Span createCommitEventsSpan() {
        return spans.createInternalSpan(() -> "EventBus.commitEvents");
    }

    @Override
    public <T> EventMessage<T> propagateContext(EventMessage<T> event) {
        return spans.propagateContext(event);
    }
}
