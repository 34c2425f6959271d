package io.orderflow.platform.process;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;

/**
 * A processor that acts, on one thread and on demand. An event whose handler fails is the next one again, as the events
 * of an order wait behind it.
 */
final class ActingTwin {

    private final List<EventMessage<?>> log;
    private final Supplier<Stream<Object>> instance;
    private List<AnnotationEventHandlerAdapter> handlers;
    private int position;

    /** The handlers are made anew for each instance, as what they remember ends with it. */
    ActingTwin(List<EventMessage<?>> log, Supplier<Stream<Object>> instance) {
        this.log = log;
        this.instance = instance;
        this.handlers = newInstance();
    }

    boolean hasNext() {
        return position < log.size();
    }

    /** Handles the next event, if there is any. */
    void handleNext() {
        if (hasNext() && handle(handlers, log.get(position))) {
            position++;
        }
    }

    /** A person gives up the event that it cannot handle; returns whether there is one. */
    boolean giveUp() {
        boolean failing = hasNext() && !handle(handlers, log.get(position));
        position += failing ? 1 : 0;
        return failing;
    }

    /** It crashes, and its successor handles that many events again. */
    void crash(int handledAgain) {
        position = Math.max(0, position - handledAgain);
        handlers = newInstance();
    }

    /** An instance that was stopped in the middle of an event goes on long after another took over. */
    void oldInstanceComesBack(int which) {
        if (position > 0) {
            handle(newInstance(), log.get(which % position));
        }
    }

    private List<AnnotationEventHandlerAdapter> newInstance() {
        return instance.get().map(AnnotationEventHandlerAdapter::new).toList();
    }

    private static boolean handle(List<AnnotationEventHandlerAdapter> handlers, EventMessage<?> event) {
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
