package io.orderflow.relay.broker;

/** Where events are published to. */
public sealed interface Destination {

    /** The topics, or the exchange, that others subscribe to. */
    Destination LIVE = new Live();

    /** The live topics or exchange. */
    record Live() implements Destination {}

    /** A topic or queue of a replay, which gets the events of all contexts. */
    record Target(String name) implements Destination {}
}
