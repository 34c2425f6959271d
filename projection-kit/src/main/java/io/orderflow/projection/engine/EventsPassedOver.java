package io.orderflow.projection.engine;

/** A processor was not handed some events that are in the log, and must not go on without them. */
final class EventsPassedOver extends RuntimeException {

    EventsPassedOver(String processor, long from, long to) {
        super("%s was not handed the events at positions %d to %d".formatted(processor, from, to));
    }
}
