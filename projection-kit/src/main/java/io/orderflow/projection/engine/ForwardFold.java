package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.projection.document.Documents;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stored document to a later position in memory: it folds the events in between onto the document, and stores
 * nothing. Thread-safe.
 */
final class ForwardFold<D> {

    /** Two collections that both follow the log are nearer to each other than this. */
    private static final long MAX_EVENTS = 20_000;

    private final Projection<D> projection;
    private final Documents<D> documents;
    private final DocumentFold<D> fold;
    private final EventStore events;

    ForwardFold(Projection<D> projection, Documents<D> documents, EventStore events) {
        this.projection = projection;
        this.documents = documents;
        this.fold = new DocumentFold<>(projection, documents);
        this.events = events;
    }

    /**
     * The document as it is at the position; empty where that is too far away, where an event in between cannot be
     * folded, or where there is no document any more.
     */
    Optional<RawBsonDocument> bring(RawBsonDocument stored, long position) {
        long from = DocumentCodec.positionOf(stored);
        if (position - from > MAX_EVENTS) {
            return Optional.empty();
        }
        String key = DocumentCodec.keyOf(stored);
        try (LogCursor log = new LogCursor(events)) {
            return Optional.ofNullable(fold(key, documents.read(stored), from, position, log))
                    .map(document -> documents.written(key, position, document));
        } catch (RuntimeException | LinkageError | AssertionError unfoldable) {
            return Optional.empty();
        }
    }

    private @Nullable D fold(String key, D stored, long from, long to, LogCursor log) {
        DocumentResolver targets = new DocumentResolver(projection);
        D document = stored;
        for (long position = from + 1; position <= to; position++) {
            for (EventMessage<?> event : log.at(position)) {
                EventTarget target = targets.of(event);
                if (key.equals(target.key())) {
                    document = fold.apply(document, event);
                }
            }
        }
        return document;
    }
}
