package io.orderflow.projection.engine;

import io.opentelemetry.context.Scope;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentChange;
import io.orderflow.projection.document.DocumentRefused;
import io.orderflow.projection.document.Documents;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.document.WriteConflict;
import io.orderflow.projection.engine.DeadLetterQueue.DeadLetter;
import io.orderflow.projection.engine.DocumentFold.FoldResult;
import io.orderflow.service.checkpoint.PacedTokenStore.Claim;
import io.orderflow.service.tracing.BatchSpans;
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
 * <p>The invoker gathers the events of a batch, and folds and writes the whole batch while it handles the last of them.
 * The processor stores its checkpoint only after all handlers, so a crash in between repeats the batch and never skips
 * it. The invoker skips a repeated event, because its position is at or below the one that its document carries.
 *
 * <p>A process that stood still for longer than its claim on a segment lasts finds that documents have changed since it
 * read them, because another process has gone on with the segment. It gives its batch up, and no event is lost: the
 * checkpoint of the other process tells which events were folded, and nobody stores the checkpoint of this batch.
 *
 * <p>The invoker sets an event aside that cannot be folded, with the later events of the same document, and stores them
 * before the checkpoint too. The rest of the batch goes on.
 *
 * <p>The framework calls {@code canHandle} from the one thread of the processor's coordinator, for every event of the
 * log in its order, and for each segment in turn; there the invoker notices a hole between events. The framework calls
 * {@code handle} from one worker a segment, and repeats a batch for which {@code handle} throws an exception. It does
 * not notice an {@code Error}, and the segment would stand still, so the invoker throws an exception instead. The
 * events of one key are always in the same segment, because the key decides on the segment.
 */
final class FoldingInvoker<D> implements EventHandlerInvoker {

    private static final Logger LOG = LoggerFactory.getLogger(FoldingInvoker.class);

    private final Documents<D> documents;
    private final DocumentFold<D> fold;
    private final DocumentResolver targets;
    private final DeadLetterQueue deadLetters;
    private final DeadLetterRetry<D> retry;
    private final String batchKey;
    private final BatchSpans spans;
    private final String spanName;
    private final LongAdder documentsWritten = new LongAdder();
    private final LongAdder eventsFolded = new LongAdder();
    private final SegmentWatch watch;
    private final Map<Integer, Claim> takenOver = new ConcurrentHashMap<>();

    FoldingInvoker(Projection<D> projection, Documents<D> documents, DeadLetterQueue deadLetters,
            DeadLetterRetry<D> retry, SegmentWatch watch, BatchSpans spans) {
        this.documents = documents;
        this.fold = new DocumentFold<>(projection, documents);
        this.targets = new DocumentResolver(projection);
        this.deadLetters = deadLetters;
        this.retry = retry;
        this.watch = watch;
        this.batchKey = "batch of " + projection.name();
        this.spans = spans;
        this.spanName = "Projection.fold " + projection.name();
    }

    long documentsWritten() {
        return documentsWritten.sum();
    }

    long eventsFolded() {
        return eventsFolded.sum();
    }

    /** Notices an unreadable event here, and holds back the events of its aggregate from then on. */
    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        try {
            watch.gaps().pass(event, segment.getSegmentId());
            String sequence = sequenceOf(event);
            return sequence != null && segment.matches((Object) sequence);
        } catch (RuntimeException failure) {
            watch.failures().failed(segment, failure);
            throw failure;
        }
    }

    /** Whether the type of the event alone says that it may have to be folded. */
    boolean mayMatter(EventMessage<?> event) {
        return targets.mayMatter(event);
    }

    /**
     * The key that decides which segment or worker folds the event, null where the projection does not fold it. The
     * caller asks this of each event before it folds any later event of the same aggregate.
     */
    @Nullable
    String sequenceOf(EventMessage<?> event) {
        EventTarget target = targets.of(event);
        if (target.unreadable() != null && !deadLetters.isGivenUpNow(event)) {
            deadLetters.begin(new DeadLetter(target.sequence(), event, target.unreadable()));
        }
        return target.matters() ? target.sequence() : null;
    }

    /**
     * Always true. The server would leave out the events of a type that this method refused, and the position would no
     * longer advance over such events, so that readers would wait for it in vain.
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

    /** Adds the event to its batch. Returns whether it was the last one, and the batch has been written. */
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
        Scope traced = spans.begin(spanName, batch);
        try {
            write(batch);
        } catch (Error failure) {
            throw new IllegalStateException("A batch could not be written", failure);
        } finally {
            traced.close();
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

    /** Reads again the state that another process may have changed, which may have had the segment before. */
    void takeOver() {
        documents.forgetRecent();
        deadLetters.refresh();
        retry.finish();
    }

    /** Checks that the log has no events between these two positions that its reader was not handed. */
    void follow(long last, long next) {
        watch.gaps().follow(last, next);
    }

    /**
     * Folds and writes events whose documents no other process or thread is folding.
     *
     * @throws WriteConflict where another one has written a document meanwhile
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
            FoldResult<D> folded = fold(key, events, before.get(key), aside);
            if (folded.change() != null) {
                changes.add(folded.change());
                changed.add(key);
            }
        });
        Map<Integer, DocumentRefused> refused = documents.write(changes);
        refused.forEach((index, cause) -> setAside(changed.get(index), byKey, cause, aside));
        documentsWritten.add(changes.size() - refused.size());
        eventsFolded.add(batch.size());
        watch.folded().add(batch.size());
        deadLetters.hold(aside);
    }

    /** Sets aside all events of the batch that belong to a document which the database refuses. */
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
            EventTarget target = targets.of(event);
            String holder = deadLetters.holder(event, target.key());
            if (holder != null) {
                aside.add(new DeadLetter(holder, event, target.unreadable()));
            } else if (target.key() != null) {
                byKey.computeIfAbsent(target.key(), first -> new ArrayList<>()).add(event);
            }
        }
        return byKey;
    }

    private FoldResult<D> fold(String key, List<EventMessage<?>> events, @Nullable StoredDocument<D> stored,
            List<DeadLetter> aside) {
        FoldResult<D> folded = fold.apply(key, events, stored);
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
