package io.orderflow.axonserver.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import org.jspecify.annotations.Nullable;

/**
 * An event with its place in the log. What comes from the disk is bytes, which most readers only pass on: they are parsed
 * each time that somebody asks for the event. What is in memory is a message already. Immutable.
 */
public final class StoredEvent {

    private final long token;
    private final @Nullable ByteString bytes;
    private final @Nullable EventWithToken message;

    private StoredEvent(long token, @Nullable ByteString bytes, @Nullable EventWithToken message) {
        this.token = token;
        this.bytes = bytes;
        this.message = message;
    }

    /** From an event as it was written, whose bytes are not changed afterwards. */
    public static StoredEvent of(long token, ByteString bytes) {
        return new StoredEvent(token, bytes, null);
    }

    public static StoredEvent of(EventWithToken message) {
        return new StoredEvent(message.getToken(), null, message);
    }

    public long token() {
        return token;
    }

    /** @throws StoreException.Failure where the bytes are not those of an event */
    public Event event() {
        return bytes == null ? message().getEvent() : parse(bytes);
    }

    /** As {@link #event()}, with the token. */
    public EventWithToken message() {
        return message != null ? message : EventWithToken.newBuilder().setToken(token).setEvent(event()).build();
    }

    /** The event in its serialized form, where nobody has parsed it yet. */
    public @Nullable ByteString unparsed() {
        return bytes;
    }

    private static Event parse(ByteString bytes) {
        try {
            return Event.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new StoreException.Failure("The event store is damaged", e);
        }
    }
}
