package io.orderflow.axonserver.standalone.transfer;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A context, as it is on a server or in a file, from which events are copied. */
interface EventSource extends AutoCloseable {

    /** The token of the first event; that of the next one where there is none. */
    long firstToken();

    /** The token of the last event, as it is now; one less than the first token where there is none. */
    long lastToken();

    /** Reads the events after a token, in their order. */
    EventReader after(long token);

    /**
     * Finds the snapshots of aggregates.
     *
     * @param aggregates
     *            those whose events have been read
     * @param out
     *            is told of the progress
     * @param found
     *            takes the snapshots, perhaps on several threads at once
     */
    void snapshots(AggregateHashes aggregates, PrintWriter out, Consumer<Event> found);

    /** The events that are scheduled and have not fired; empty where the source cannot tell. */
    Optional<List<RescheduleEventRequest>> scheduledEvents();

    @Override
    void close();
}
