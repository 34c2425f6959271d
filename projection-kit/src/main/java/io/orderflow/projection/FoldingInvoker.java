package io.orderflow.projection;

import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Folds the batches of an event processor into one collection.
 *
 * <p>The events of a batch are gathered, and the whole batch is folded and written while its last event is handled: the
 * processor stores its checkpoint only after all handlers, so a crash in between repeats the batch and never skips it.
 * A repeated event is at or below the position that its document carries, and is passed over.
 *
 * <p>{@code canHandle} is called by the processor's one coordinator, {@code handle} by one worker a segment; the events
 * of one key are always in the same segment.
 */
final class FoldingInvoker<D> implements EventHandlerInvoker {

    private final Projection<D> projection;
    private final Documents<D> documents;
    private final String batchKey;
    private final LongAdder documentsWritten = new LongAdder();
    private final EventTypes types;
    private volatile @Nullable Keyed lastAsked;
    private volatile @Nullable FoldFailed failure;

    /** The coordinator asks for every segment in turn about the same event; this spares it the key. */
    private record Keyed(EventMessage<?> event, @Nullable String key) {}

    FoldingInvoker(Projection<D> projection, Documents<D> documents) {
        this.projection = projection;
        this.documents = documents;
        this.types = new EventTypes(projection.eventTypes());
        this.batchKey = "batch of " + projection.name();
    }

    long documentsWritten() {
        return documentsWritten.sum();
    }

    /** The failure of the last attempt, gone as soon as a batch succeeds. */
    @Nullable
    FoldFailed failure() {
        return failure;
    }

    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        String key = keyOf(event);
        return key != null && segment.matches((Object) key);
    }

    /**
     * Always true: a type that is said not to matter would be left out by the server from then on, and the position
     * would no longer advance over such events, so that readers would wait for it in vain.
     */
    @Override
    public boolean canHandleType(Class<?> payloadType) {
        return true;
    }

    @Override
    public void handle(EventMessage<?> event, Segment segment) {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        List<EventMessage<?>> batch = unit.root().getOrComputeResource(batchKey, key -> new ArrayList<>());
        batch.add(event);
        if (!(unit instanceof BatchingUnitOfWork<?> batching) || batching.isLastMessage()) {
            write(batch);
        }
    }

    private void write(List<EventMessage<?>> batch) {
        Map<String, List<EventMessage<?>>> byKey = new LinkedHashMap<>();
        for (EventMessage<?> event : batch) {
            String key = keyIn(event);
            if (key != null) {
                byKey.computeIfAbsent(key, first -> new ArrayList<>()).add(event);
            }
        }
        Map<String, StoredDocument<D>> before = documents.load(byKey.keySet());
        List<WriteModel<BsonDocument>> changes = new ArrayList<>(byKey.size());
        byKey.forEach((key, events) -> {
            WriteModel<BsonDocument> change = fold(key, events, before.get(key));
            if (change != null) {
                changes.add(change);
            }
        });
        documents.write(changes);
        documentsWritten.add(changes.size());
        failure = null;
    }

    private @Nullable WriteModel<BsonDocument> fold(String key, List<EventMessage<?>> events,
            @Nullable StoredDocument<D> stored) {
        long seen = stored == null ? Events.BEFORE_ALL : stored.position();
        long position = seen;
        D document = stored == null ? null : stored.document();
        for (EventMessage<?> event : events) {
            long at = Events.positionOf(event);
            if (at > seen) {
                document = fold(document, event);
                position = at;
            }
        }
        if (document != null) {
            return position == seen ? null : documents.replacement(key, position, document);
        }
        return stored == null ? null : documents.deletion(key);
    }

    private @Nullable D fold(@Nullable D document, EventMessage<?> event) {
        try {
            return projection.fold(document, Events.inMilliseconds(event));
        } catch (RuntimeException unfoldable) {
            throw failed(event, unfoldable);
        }
    }

    private @Nullable String keyIn(EventMessage<?> event) {
        try {
            return projection.keyOf(event);
        } catch (RuntimeException unreadable) {
            throw failed(event, unreadable);
        }
    }

    private FoldFailed failed(EventMessage<?> event, RuntimeException cause) {
        FoldFailed failed = new FoldFailed(projection.name(), event.getPayloadType().getSimpleName(),
                Events.positionOf(event), cause);
        failure = failed;
        return failed;
    }

    private @Nullable String keyOf(EventMessage<?> event) {
        Keyed last = lastAsked;
        if (last != null && last.event() == event) {
            return last.key();
        }
        String key = types.include(event.getPayloadType()) ? keyIn(event) : null;
        lastAsked = new Keyed(event, key);
        return key;
    }
}
