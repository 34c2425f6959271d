package io.orderflow.audit;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.UnknownSerializedType;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one projection, folded from the events by the audit, in memory. Where the projection cannot fold an
 * event, the document stays as it was, and is not compared. Not thread-safe.
 */
final class FreshFold<D> {

    private final Projection<D> projection;
    private final DocumentCodec<D> codec;
    private final Predicate<TrackedEventMessage<?>> left;
    private final Set<String> setAside;
    private Predicate<String> wanted;
    private final Map<String, FoldResult<D>> documents = new HashMap<>();
    private final Set<String> failed = new HashSet<>();

    private record FoldResult<D>(@Nullable D document, long position) {}

    /**
     * @param left     the events that are left out, because a person has given them up
     * @param setAside the documents, and the streams, whose events wait as dead letters
     * @param wanted   the keys of the documents to fold
     */
    FreshFold(Projection<D> projection, Predicate<TrackedEventMessage<?>> left, Set<String> setAside,
            Predicate<String> wanted) {
        this.left = left;
        this.projection = projection;
        this.setAside = setAside;
        this.codec = new DocumentCodec<>(projection.documentType());
        this.wanted = wanted;
    }

    String projection() {
        return projection.name();
    }

    void fold(TrackedEventMessage<?> event) {
        if (event.getPayloadType() == UnknownSerializedType.class || !projection.handles(event.getPayloadType())
                || left.test(event)) {
            return;
        }
        String key = keyOf(event);
        if (key == null || !wanted.test(key) || failed.contains(key)) {
            return;
        }
        if (event instanceof DomainEventMessage<?> domain && setAside.contains(domain.getAggregateIdentifier())) {
            failed.add(key);
            return;
        }
        try {
            FoldResult<D> before = documents.get(key);
            D after = projection.fold(before == null ? null : before.document(), Events.inMilliseconds(event));
            if (after != null || before != null) {
                documents.put(key, new FoldResult<>(after, Events.positionOf(event)));
            }
        } catch (RuntimeException | AssertionError failure) {
            failed.add(key);
        }
    }

    /** The key of the event's document; null also where the event cannot be read, which another check reports. */
    private @Nullable String keyOf(TrackedEventMessage<?> event) {
        try {
            return projection.keyOf(event);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    /** Whether the document lacks events for a reason that another check reports. */
    boolean isIncomplete(String key) {
        return failed.contains(key) || setAside.contains(key);
    }

    /** The document of a key; null where there is none. */
    @Nullable
    BsonDocument documentOf(String key) {
        FoldResult<D> folded = documents.get(key);
        return folded == null || folded.document() == null
                ? null
                : codec.encode(key, folded.position(), folded.document());
    }

    /** The last event of a document; -1 where there is no document and never was one. */
    long positionOf(String key) {
        FoldResult<D> folded = documents.get(key);
        return folded == null ? Events.BEFORE_ALL : folded.position();
    }

    /** All documents that lack no event. */
    List<D> documents() {
        return documents.entrySet().stream()
                .filter(entry -> !isIncomplete(entry.getKey()))
                .map(entry -> entry.getValue().document())
                .filter(Objects::nonNull)
                .toList();
    }

    Set<String> keys() {
        Set<String> keys = new HashSet<>();
        documents.forEach((key, folded) -> {
            if (folded.document() != null) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Forgets all documents but these, and folds no others from now on. */
    void keepOnly(Set<String> keys) {
        documents.keySet().retainAll(keys);
        wanted = keys::contains;
    }
}
