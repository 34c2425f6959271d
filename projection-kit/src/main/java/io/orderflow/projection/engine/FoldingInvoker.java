package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentChange;
import io.orderflow.projection.document.DocumentRefused;
import io.orderflow.projection.document.Documents;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.document.WriteConflict;
import io.orderflow.projection.engine.DeadLetterQueue.DeadLetter;
import io.orderflow.projection.engine.Folder.Folded;
import io.orderflow.service.checkpoint.PacedTokenStore.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the batches of an event processor into one collection.
 *
 * <p>The events of a batch are gathered, and the whole batch is folded and written while its last event is handled: the
 * processor stores its checkpoint only after all handlers, so a crash in between repeats the batch and never skips it.
 * A repeated event is at or below the position that its document carries, and is passed over.
 *
 * <p>A process that stood still for longer than its claim on a segment lasts finds documents that are not as it has
 * read them, since another one has gone on with the segment. It gives the batch up, of which nothing is lost: the
 * checkpoint of the other process tells what was folded, and nobody stores that of this batch.
 *
 * <p>An event that cannot be folded is set aside with those behind it in its document, before the checkpoint too; the
 * rest of the batch goes on.
 *
 * <p>The framework calls {@code canHandle} from the one thread of the processor's coordinator, for every event of the
 * log in its order, and for each segment in turn; that is where a hole shows. It calls {@code handle} from one worker
 * a segment, and takes an exception for a batch that is to be repeated; of an {@code Error} it would not hear, and the
 * segment would stand still, so that one is passed on as an exception. The events of one key are always in the same
 * segment, because what decides on the segment is the key.
 */
final class FoldingInvoker<D> implements EventHandlerInvoker {

    private static final Logger LOG = LoggerFactory.getLogger(FoldingInvoker.class);

    private final Documents<D> documents;
    private final Folder<D> folder;
    private final Routes routes;
    private final DeadLetterQueue deadLetters;
    private final DeadLetterRetry<D> retry;
    private final String batchKey;
    private final LongAdder documentsWritten = new LongAdder();
    private final LongAdder eventsFolded = new LongAdder();
    private final SegmentWatch watch;
    private final Map<Integer, Claim> takenOver = new ConcurrentHashMap<>();

    FoldingInvoker(Projection<D> projection, Documents<D> documents, DeadLetterQueue deadLetters,
            DeadLetterRetry<D> retry, SegmentWatch watch) {
        this.documents = documents;
        this.folder = new Folder<>(projection, documents);
        this.routes = new Routes(projection);
        this.deadLetters = deadLetters;
        this.retry = retry;
        this.watch = watch;
        this.batchKey = "batch of " + projection.name();
    }

    long documentsWritten() {
        return documentsWritten.sum();
    }

    long eventsFolded() {
        return eventsFolded.sum();
    }

    /** An unreadable event holds back those of its aggregate from the moment that it is met. */
    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        try {
            watch.gaps().pass(event, segment.getSegmentId());
            String place = placeOf(event);
            return place != null && segment.matches((Object) place);
        } catch (RuntimeException failure) {
            watch.failures().failed(segment, failure);
            throw failure;
        }
    }

    /** Whether the event has to be folded, by its type alone. */
    boolean mayMatter(EventMessage<?> event) {
        return routes.mayMatter(event);
    }

    /**
     * What decides on who folds the event, null where it does not matter. To be asked of each event before any later
     * one of its aggregate is folded.
     */
    @Nullable
    String placeOf(EventMessage<?> event) {
        Route route = routes.of(event);
        if (route.unreadable() != null && !deadLetters.isGivenUpNow(event)) {
            deadLetters.begin(new DeadLetter(route.place(), event, route.unreadable()));
        }
        return route.matters() ? route.place() : null;
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
        try {
            if (gather(event, segment)) {
                watch.failures().succeeded(segment);
            }
        } catch (WriteConflict takenOver) {
            LOG.warn("{} gives up a batch of segment {}: {}", documents.collection(), segment.getSegmentId(),
                    takenOver.getMessage());
            throw takenOver;
        } catch (RuntimeException failure) {
            watch.failures().failed(segment, failure);
            throw failure;
        }
    }

    /** Returns whether the batch has been written with this event. */
    private boolean gather(EventMessage<?> event, Segment segment) {
        takeOver(segment);
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        List<EventMessage<?>> batch = unit.root().getOrComputeResource(batchKey, key -> new ArrayList<>());
        batch.add(event);
        boolean last = !(unit instanceof BatchingUnitOfWork<?> batching) || batching.isLastMessage();
        if (last) {
            writeWhole(batch);
        }
        return last;
    }

    private void writeWhole(List<EventMessage<?>> batch) {
        try {
            write(batch);
        } catch (Error failure) {
            throw new IllegalStateException("A batch could not be written", failure);
        }
    }

    private void takeOver(Segment segment) {
        Claim claim = watch.gaps().claim(segment.getSegmentId());
        if (claim == null || claim != takenOver.get(segment.getSegmentId())) {
            takeOver();
        }
        if (claim != null) {
            takenOver.put(segment.getSegmentId(), claim);
        }
    }

    /** The segment may have been another process's, which may have set aside what is not known here. */
    void takeOver() {
        documents.forgetRecent();
        deadLetters.refresh();
        retry.finish();
    }

    /** Holds that a reader of the log has not passed over events between these two positions. */
    void follow(long last, long next) {
        watch.gaps().follow(last, next);
    }

    /**
     * Folds and writes events whose documents nobody else is folding.
     *
     * @throws WriteConflict where somebody else was
     */
    void write(List<EventMessage<?>> batch) {
        Lock lock = deadLetters.folding();
        lock.lock();
        try {
            writeLocked(batch);
        } finally {
            lock.unlock();
        }
    }

    private void writeLocked(List<EventMessage<?>> batch) {
        List<DeadLetter> aside = new ArrayList<>();
        Map<String, List<EventMessage<?>>> byKey = byKey(batch, aside);
        Map<String, StoredDocument<D>> before = documents.loadToChange(byKey.keySet());
        List<DocumentChange<D>> changes = new ArrayList<>(byKey.size());
        List<String> changed = new ArrayList<>(byKey.size());
        byKey.forEach((key, events) -> {
            Folded<D> folded = fold(key, events, before.get(key), aside);
            if (folded.change() != null) {
                changes.add(folded.change());
                changed.add(key);
            }
        });
        Map<Integer, DocumentRefused> refused = documents.write(changes);
        refused.forEach((index, cause) -> setAside(changed.get(index), byKey, cause, aside));
        documentsWritten.add(changes.size() - refused.size());
        eventsFolded.add(batch.size());
        deadLetters.hold(aside);
    }

    /** All events of the batch that belong to a document which the database does not take. */
    private static void setAside(String key, Map<String, List<EventMessage<?>>> byKey, DocumentRefused cause,
            List<DeadLetter> aside) {
        aside.removeIf(held -> held.sequence().equals(key));
        List<EventMessage<?>> events = byKey.getOrDefault(key, List.of());
        for (int index = 0; index < events.size(); index++) {
            aside.add(new DeadLetter(key, events.get(index), index == 0 ? cause : null));
        }
    }

    private Map<String, List<EventMessage<?>>> byKey(List<EventMessage<?>> batch, List<DeadLetter> aside) {
        Map<String, List<EventMessage<?>>> byKey = new LinkedHashMap<>();
        for (EventMessage<?> event : batch) {
            if (deadLetters.isGivenUp(event)) {
                continue;
            }
            Route route = routes.of(event);
            String holder = deadLetters.holder(event, route.key());
            if (holder != null) {
                aside.add(new DeadLetter(holder, event, route.unreadable()));
            } else if (route.key() != null) {
                byKey.computeIfAbsent(route.key(), first -> new ArrayList<>()).add(event);
            }
        }
        return byKey;
    }

    private Folded<D> fold(String key, List<EventMessage<?>> events, @Nullable StoredDocument<D> stored,
            List<DeadLetter> aside) {
        Folded<D> folded = folder.fold(key, events, stored);
        if (folded.failure() == null) {
            return folded;
        }
        EventMessage<?> failed = events.get(folded.failed());
        if (deadLetters.isGivenUpNow(failed)) {
            List<EventMessage<?>> others = new ArrayList<>(events);
            others.remove(folded.failed());
            return fold(key, others, stored, aside);
        }
        aside.add(new DeadLetter(key, failed, folded.failure()));
        events.subList(folded.failed() + 1, events.size())
                .forEach(event -> aside.add(new DeadLetter(key, event, null)));
        return folded;
    }
}
