package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;
import io.orderflow.service.message.ReadTypes;
import io.orderflow.service.message.UnreadableMessage;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the document that an event belongs to. An event of a type that the projection folds, but of a revision or with a
 * field that the code does not know, matters and is unreadable: the projection would lose it without a word if it passed
 * over it. The same holds for an event of an unknown type in a context that the projection folds. The projection passes
 * over all other unknown types. Thread-safe.
 */
final class DocumentResolver {

    private final Projection<?> projection;
    private final EventTypes types;
    private final ReadTypes read;
    private volatile @Nullable EventTarget last;

    DocumentResolver(Projection<?> projection) {
        this.projection = projection;
        this.types = new EventTypes(projection.eventTypes());
        this.read = new ReadTypes(projection.eventTypes());
    }

    /**
     * Whether the event may matter, by its type alone: where this is false, {@link #of} says that it does not matter.
     */
    boolean mayMatter(EventMessage<?> event) {
        Class<?> type = event.getPayloadType();
        return type == UnknownSerializedType.class || types.include(type);
    }

    /** Remembers the last answer, because a coordinator asks about the same event for every segment in turn. */
    EventTarget of(EventMessage<?> event) {
        EventTarget known = last;
        if (known != null && known.event() == event) {
            return known;
        }
        EventTarget target = find(event);
        last = target;
        return target;
    }

    private EventTarget find(EventMessage<?> event) {
        Class<?> type = event.getPayloadType();
        if (type == UnknownSerializedType.class) {
            return new EventTarget(event, null, read.missed(event).orElse(null));
        }
        if (!mayMatter(event)) {
            return new EventTarget(event, null, null);
        }
        Optional<UnreadableMessage> unreadable = UnreadableMessage.of(event);
        if (unreadable.isPresent()) {
            // This holds also where the key does not depend on the content: one event must not hold back the document
            // of a whole day.
            return new EventTarget(event, null, unreadable.get());
        }
        try {
            return new EventTarget(event, projection.keyOf(event), null);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            return new EventTarget(event, null, failure);
        }
    }
}
