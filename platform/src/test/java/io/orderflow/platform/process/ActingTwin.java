package io.orderflow.platform.process;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;

/**
 * A processor that acts, on one thread and on demand. An event whose handler fails is the next one again, as the events
 * of an order wait behind it.
 */
final class ActingTwin {

    private final List<EventMessage<?>> log;
    private final List<AnnotationEventHandlerAdapter> handlers;
    private int position;

    ActingTwin(List<EventMessage<?>> log, Object... handlers) {
        this.log = log;
        this.handlers = Stream.of(handlers).map(AnnotationEventHandlerAdapter::new).toList();
    }

    boolean hasNext() {
        return position < log.size();
    }

    /** Handles the next event, if there is any. */
    void handleNext() {
        if (hasNext() && handle(log.get(position))) {
            position++;
        }
    }

    /** As after a crash, that many events are handled again. */
    void stepBack(int events) {
        position = Math.max(0, position - events);
    }

    /** As by an instance that was stopped in the middle of it, and goes on long after another took over. */
    void handleAgain(int which) {
        if (position > 0) {
            handle(log.get(which % position));
        }
    }

    private boolean handle(EventMessage<?> event) {
        try {
            for (AnnotationEventHandlerAdapter handler : handlers) {
                handler.handle(event);
            }
            return true;
        } catch (Exception tryAgainLater) {
            return false;
        }
    }
}
