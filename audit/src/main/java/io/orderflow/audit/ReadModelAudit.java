package io.orderflow.audit;

import com.mongodb.client.MongoDatabase;
import io.orderflow.ledger.trial.JournalProjection;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.StoredDeadLetterSequence;
import io.orderflow.projection.engine.StoredReadModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;

/**
 * Compares the read models with a fresh fold of the log up to some head, a share of all documents at a time. Not
 * thread-safe.
 */
final class ReadModelAudit {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final MongoDatabase database;
    private final StoredReadModels stored;
    private final EventLog log;
    private final GivenUpEvents givenUp;
    private final Findings findings;

    ReadModelAudit(MongoDatabase database, Serializer serializer, EventLog log, GivenUpEvents givenUp,
            Findings findings) {
        this.database = database;
        this.stored = new StoredReadModels(database, serializer);
        this.log = log;
        this.givenUp = givenUp;
        this.findings = findings;
    }

    /** Waits for the projections. Returns those that have come up to the head in time, and reports the others. */
    List<Projection<?>> awaitCurrent(long head, Duration patience) {
        List<Projection<?>> current = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        for (Projection<?> projection : AuditedProjections.all()) {
            findings.count(Invariant.READ_MODELS_CURRENT);
            while (positionOf(projection) < head && System.nanoTime() < deadline) {
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
            long position = positionOf(projection);
            if (position >= head) {
                current.add(projection);
            } else {
                findings.add(Invariant.READ_MODELS_CURRENT, projection.name(), head, "position " + head,
                        stored.collectionOf(projection.name()).isEmpty() ? "no collection" : "position " + position);
            }
        }
        return current;
    }

    /** Reports a read model that this audit does not know, which it would never compare. */
    void checkAllAudited(long head) {
        Set<String> audited = AuditedProjections.all().stream().map(Projection::name).collect(Collectors.toSet());
        stored.projections().stream().filter(name -> !audited.contains(name)).forEach(
                name -> findings.add(Invariant.READ_MODELS_EQUAL_FOLD, name, head, "a read model that is audited",
                        "one that this audit does not know: AuditedProjections does not name its configuration"));
    }

    private long positionOf(Projection<?> projection) {
        return stored.collectionOf(projection.name()).map(stored::positionOf).orElse(Long.MIN_VALUE);
    }

    /** Reports the sequences that the read models have set aside as dead letters that wait. */
    void checkSetAside(List<Projection<?>> projections) {
        for (Projection<?> projection : projections) {
            findings.count(Invariant.NO_DEAD_LETTERS);
            for (StoredDeadLetterSequence sequence : setAside(projection)) {
                findings.add(Invariant.NO_DEAD_LETTERS, projection.name() + "/" + sequence.sequence(),
                        sequence.position(), "no event that waits", sequence.type() + ": " + sequence.cause());
            }
        }
        collectionOf(JournalProjection.NAME).ifPresent(
                collection -> StoredJournal.check(database, collection, findings));
    }

    private List<StoredDeadLetterSequence> setAside(Projection<?> projection) {
        return collectionOf(projection.name()).map(stored::setAside).orElse(List.of());
    }

    private Optional<String> collectionOf(String projection) {
        return stored.collectionOf(projection);
    }

    <D> FreshFold<D> foldOf(Projection<D> projection, Predicate<String> wanted) {
        return new FreshFold<>(projection, event -> givenUp.include(projection.name(), event),
                setAside(projection).stream().map(StoredDeadLetterSequence::sequence).collect(Collectors.toSet()),
                wanted);
    }

    /** Compares the documents that are folded up to the head, and later documents as of their own positions. */
    void compare(List<FreshFold<?>> folds, List<Projection<?>> projections, Predicate<String> wanted, long head) {
        List<ReadModelComparison> comparisons = new ArrayList<>();
        long last = head;
        for (int index = 0; index < folds.size(); index++) {
            Projection<?> projection = projections.get(index);
            ReadModelComparison comparison = new ReadModelComparison(folds.get(index), database,
                    collectionOf(projection.name()).orElseThrow(), wanted, findings);
            last = Math.max(last, comparison.compare(head));
            comparisons.add(comparison);
        }
        // The end of the log is read after the documents, so that every event behind a document lies before it.
        long end = log.head();
        comparisons.forEach(comparison -> comparison.giveUpBeyond(end));
        last = Math.min(last, end);
        log.read(head, last, event -> comparisons.forEach(comparison -> advance(comparison, event)));
    }

    private static void advance(ReadModelComparison comparison, LoggedEvent event) {
        for (TrackedEventMessage<?> reading : event.readings()) {
            comparison.fold().fold(reading);
        }
        comparison.advance(event.position());
    }
}
