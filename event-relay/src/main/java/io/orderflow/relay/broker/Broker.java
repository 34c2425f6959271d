package io.orderflow.relay.broker;

import io.orderflow.relay.contract.EncodedEvent;

/** A message broker, to which a connection is opened when it is needed. Implementations are thread-safe. */
public interface Broker extends AutoCloseable {

    /** The name for people: {@code kafka} or {@code rabbitmq}. */
    String name();

    /**
     * Publishes an event, and returns once the broker has taken responsibility for it. Events of one key stay in order
     * where their publisher waits for one before it publishes the next. After a failure an event may have been published
     * nevertheless.
     *
     * @throws BrokerUnavailable where it may succeed later
     * @throws EventRefused      where the broker refuses this one event
     */
    void publish(EncodedEvent event, Destination destination) throws InterruptedException;

    /**
     * Creates a topic or queue for a replay.
     *
     * @param name one that {@link #requireUsable} has let through
     * @return false where it is there already
     * @throws BrokerUnavailable where it may succeed later
     */
    boolean create(String name);

    /**
     * Checks the name of a topic or queue for a replay.
     *
     * @throws io.orderflow.api.InvalidValue where the broker allows no such name, or live events are published there
     */
    void requireUsable(String name);

    /** How many events the broker has taken since this process started that nobody had subscribed to. */
    default long unrouted() {
        return 0;
    }

    /** Closes the connection at once; whoever waits for an acknowledgement gets {@link BrokerUnavailable}. */
    @Override
    void close();
}
