package io.orderflow.projection.engine;

/** Events that are in the log were not handed to a processor, which must not go on without them. */
final class EventsPassedOver extends RuntimeException {

    EventsPassedOver(String processor, long from, long to) {
        super("%s was not handed the events at positions %d to %d".formatted(processor, from, to));
    }
}
