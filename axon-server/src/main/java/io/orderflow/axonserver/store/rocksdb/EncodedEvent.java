package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * An event with all that its writing needs, computed on the thread that appends it, so that the one thread that
 * writes has
 * little left to do. The arrays are never changed.
 *
 * @param aggregateId
 *            the bytes of the identifier, or null for an event of no aggregate
 */
record EncodedEvent(Event event, byte[] bytes, byte @Nullable [] aggregateId) {

    /** The largest event, in bytes of its serialized form. */
    static final int MAX_EVENT_BYTES = 16 << 20;

    static EncodedEvent of(Event event) {
        if (event.getSerializedSize() > MAX_EVENT_BYTES) {
            throw new StoreException.TooLarge("An event has at most " + MAX_EVENT_BYTES + " bytes, this one has "
                    + event.getSerializedSize());
        }
        return ofAccepted(event);
    }

    /** Encodes an event that was found small enough before: it may have grown a little by its timestamp. */
    static EncodedEvent ofAccepted(Event event) {
        String id = event.getAggregateIdentifier();
        return new EncodedEvent(event, event.toByteArray(), id.isEmpty() ? null : Keys.aggregateId(id));
    }
}
