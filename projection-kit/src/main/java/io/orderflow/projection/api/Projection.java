package io.orderflow.projection.api;

import com.mongodb.client.model.IndexModel;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A read model as a pure function from events to documents. Everything else (batches, checkpoints, rebuilds, time
 * travel) is the kit's. An implementation has no state and does no I/O; it is called from several threads at once, but
 * for one key always in the order of the events.
 *
 * @param <D> the document, a record whose components the MongoDB driver can write: strings, numbers, booleans,
 *            instants, enums, {@code Money}, records of these, lists and maps with string keys of these. A component
 *            {@code position}, where there is one, is filled in by the kit: the global position of the last event
 *            folded into the document. It is a {@code Long} where the document has time travel, which cannot know it.
 */
public interface Projection<D> {

    /** The name that clients see, and the stem of its collections. */
    String name();

    /** 1 at first. Raise it when you change the fold or the document, so that the kit rebuilds the old documents. */
    default int revision() {
        return 1;
    }

    Class<D> documentType();

    /** The payload types that this projection folds, or interfaces of them. The kit passes over all other events. */
    Set<Class<?>> eventTypes();

    /** Whether this projection folds events of this payload type. */
    default boolean handles(Class<?> payloadType) {
        return eventTypes().stream().anyMatch(type -> type.isAssignableFrom(payloadType));
    }

    /** The key of the document that this event changes, or null where it changes none. */
    @Nullable
    String keyOf(EventMessage<?> event);

    /**
     * The document after the event.
     *
     * @param document the document before it, null where there is none
     * @return null where there is still none
     */
    @Nullable
    D fold(@Nullable D document, EventMessage<?> event);

    /**
     * The types of events that may come where there is no document: those that begin a document, and those that need
     * none. Where an event of any other type meets no document, the projection never saw the document's beginning, as
     * where the log lacks an event; the kit sets such an event aside, with {@code BeginningUnseen} as its cause. Empty
     * where a document may begin with any event.
     */
    default Set<Class<?>> beginnings() {
        return Set.of();
    }

    /**
     * The event streams (aggregate identifiers) whose events make the document of this key. The kit folds them to show
     * the document as of a past moment. Empty where the document draws on the whole log and has no time travel.
     */
    default List<String> streamsOf(String key) {
        return List.of();
    }

    /**
     * Whether the document of this key belongs to what a client knows by this name. By default the name is the key. A
     * projection that keeps several documents for one name overrides it.
     */
    default boolean isPartOf(String name, String key) {
        return key.equals(name);
    }

    /** The indexes that the queries of this read model need on MongoDB proper. */
    default List<IndexModel> indexes() {
        return List.of();
    }

    /** The step of the process that the document shows, which clients of commands wait for; null where it shows none. */
    default @Nullable String stepOf(D document) {
        return null;
    }
}
