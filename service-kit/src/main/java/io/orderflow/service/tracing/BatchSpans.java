package io.orderflow.service.tracing;

import io.opentelemetry.context.Scope;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;

/** Makes the spans of events that are handled together. Thread-safe. */
@FunctionalInterface
public interface BatchSpans {

    /** Makes none. */
    BatchSpans NONE = (name, events) -> Scope.noop();

    /**
     * Begins a span for each event, in the trace of the event, and ends them when the result is closed, on the same
     * thread.
     *
     * @param name what is done with the events
     */
    Scope begin(String name, List<? extends EventMessage<?>> events);
}
