package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentChange;
import io.orderflow.projection.document.DocumentRefused;
import io.orderflow.projection.document.Documents;
import io.orderflow.projection.document.StoredDocument;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Folds the events of one document, up to the first that cannot be folded. Thread-safe. */
final class DocumentFold<D> {

    private final Projection<D> projection;
    private final Documents<D> documents;
    private final EventTypes beginnings;

    /**
     * The outcome of folding the events of a document.
     *
     * @param change  the change of the document, absent where there is none
     * @param failed  the index of the first event that could not be folded, or the number of all events
     * @param failure why that event could not be folded
     */
    record FoldResult<D>(@Nullable DocumentChange<D> change, int failed, @Nullable Throwable failure) {}

    DocumentFold(Projection<D> projection, Documents<D> documents) {
        this.projection = projection;
        this.documents = documents;
        this.beginnings = new EventTypes(
                projection.beginnings().isEmpty() ? Set.of(Object.class) : projection.beginnings());
    }

    /** Folds the events, and skips repetitions, which are events that the document has seen. */
    FoldResult<D> apply(String key, List<EventMessage<?>> events, @Nullable StoredDocument<D> stored) {
        long seen = stored == null ? Events.BEFORE_ALL : stored.position();
        long position = seen;
        D document = stored == null ? null : stored.document();
        for (int index = 0; index < events.size(); index++) {
            EventMessage<?> event = events.get(index);
            long at = Events.positionOf(event);
            if (at > seen) {
                try {
                    document = apply(document, event);
                    position = at;
                } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
                    return folded(key, document, position, stored, index, failure);
                }
            }
        }
        return folded(key, document, position, stored, events.size(), null);
    }

    /** A document that the database cannot store stays as it was, without any event of this batch. */
    private FoldResult<D> folded(String key, @Nullable D document, long position, @Nullable StoredDocument<D> stored,
            int failed, @Nullable Throwable failure) {
        try {
            return new FoldResult<>(changeOf(key, document, position, stored), failed, failure);
        } catch (DocumentRefused refused) {
            return new FoldResult<>(null, 0, refused);
        }
    }

    /** @throws BeginningUnseen where there is no document, and the event does not begin one */
    @Nullable
    D apply(@Nullable D document, EventMessage<?> event) {
        if (document == null && !beginnings.include(event.getPayloadType())) {
            throw new BeginningUnseen(projection, event);
        }
        return projection.fold(document, Events.inMilliseconds(event));
    }

    private @Nullable DocumentChange<D> changeOf(String key, @Nullable D document, long position,
            @Nullable StoredDocument<D> stored) {
        if (document != null) {
            boolean unchanged = stored != null && position == stored.position();
            return unchanged ? null : documents.replacement(key, stored, position, document);
        }
        return stored == null ? null : documents.deletion(key, stored);
    }
}
