package io.orderflow.service.tracing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.tracing.NoOpSpanFactory.NoOpSpan;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanFactory;

/**
 * Decides in which trace an event is handled: in that of the event while the event is young, in one of its own with a
 * link to it later, and in none where the event is so old that it must be a replay. The framework calls it on each
 * thread that handles an event. Thread-safe.
 */
final class EventSpans implements EventProcessorSpanFactory {

    /** What is handled later than this after it happened is read again. */
    static final Duration REPLAYED = Duration.ofDays(1);

    private final SpanFactory spans;
    private final Duration sameTrace;
    private final InstantSource clock;

    EventSpans(SpanFactory spans, Duration sameTrace, InstantSource clock) {
        this.spans = spans;
        this.sameTrace = sameTrace;
        this.clock = clock;
    }

    @Override
    public Span createBatchSpan(boolean streaming, List<? extends EventMessage<?>> events) {
        return NoOpSpan.INSTANCE;
    }

    @Override
    public Span createProcessEventSpan(boolean streaming, EventMessage<?> event) {
        return handling("EventProcessor.process", event);
    }

    Span handling(String name, EventMessage<?> event) {
        if (!TraceContext.isRecorded(TraceContext.of(event))) {
            return MessageSpan.DETACHED;
        }
        Duration age = Duration.between(event.getTimestamp(), clock.instant());
        return age.compareTo(REPLAYED) > 0
                ? MessageSpan.DETACHED
                : spans.createHandlerSpan(() -> name, event, isYoung(age));
    }

    private boolean isYoung(Duration age) {
        return age.compareTo(sameTrace) <= 0;
    }

    /** Whether what happens with the event now belongs into the event's own trace. */
    boolean isYoung(EventMessage<?> event) {
        return isYoung(Duration.between(event.getTimestamp(), clock.instant()));
    }
}
