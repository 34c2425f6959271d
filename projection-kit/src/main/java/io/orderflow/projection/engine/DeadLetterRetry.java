package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentRefused;
import io.orderflow.projection.document.Documents;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.document.WriteConflict;
import io.orderflow.projection.engine.DocumentFold.FoldResult;
import io.orderflow.service.deadletter.DeadLetterSequence.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Folds the dead letters that an operator has asked to retry, in their order, and reads each event again from the
 * store. The process that has the segment of the document does it, between its batches.
 *
 * <p>A document that is held back has seen no event behind its first dead letter, so its position shows a repetition,
 * as ever. A document that lacks an unreadable event may have seen later ones, because nobody knew that the event was
 * its own. The retry marks such a dead letter before it folds the event late, and marks the document in the same write.
 * {@link #finish} completes a retry that a crash has interrupted, before anybody writes the document again. Not
 * thread-safe, but {@link #delivered()} is.
 */
final class DeadLetterRetry<D> {

    /** The retry folds so many dead letters before the waiting batches get their turn. */
    private static final int LETTERS_AT_ONCE = 100;

    private final DeadLetterQueue deadLetters;
    private final DeadLetterStore letters;
    private final DocumentResolver targets;
    private final Documents<D> documents;
    private final DocumentFold<D> fold;
    private final EventStore events;
    private final LongAdder delivered = new LongAdder();

    DeadLetterRetry(DeadLetterQueue deadLetters, DeadLetterStore letters, Projection<D> projection,
            Documents<D> documents,
            EventStore events) {
        this.deadLetters = deadLetters;
        this.letters = letters;
        this.targets = new DocumentResolver(projection);
        this.documents = documents;
        this.fold = new DocumentFold<>(projection, documents);
        this.events = events;
    }

    /** How many dead letters this process has folded or skipped. The count rises after the document is written. */
    long delivered() {
        return delivered.sum();
    }

    /**
     * Folds the dead letters of every sequence that an operator has asked to retry.
     *
     * @param owned tells the keys of the documents that this process folds
     * @return whether there is more to do
     */
    boolean attend(Predicate<String> owned) {
        boolean more = false;
        for (StoredDeadLetterSequence sequence : deadLetters.refresh()) {
            more |= sequence.state() == State.RETRYING && attend(sequence, owned);
        }
        return more;
    }

    private boolean attend(StoredDeadLetterSequence sequence, Predicate<String> owned) {
        Lock lock = deadLetters.retrying();
        lock.lock();
        try (LogCursor log = new LogCursor(events)) {
            List<StoredDeadLetter> waiting = letters.first(deadLetters.generation(), sequence.sequence(),
                    LETTERS_AT_ONCE);
            for (StoredDeadLetter letter : waiting) {
                Attempt attempt = attempt(letter, log, owned);
                if (attempt.failure() != null) {
                    deadLetters.fail(sequence, letter, attempt.failure());
                    return false;
                }
                if (!attempt.done()) {
                    return false;
                }
                letters.delete(letter);
                delivered.increment();
            }
            if (waiting.isEmpty() && owned.test(sequence.sequence())) {
                deadLetters.close(sequence);
            }
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private record Attempt(boolean done, @Nullable Throwable failure) {}

    private Attempt attempt(StoredDeadLetter letter, LogCursor log, Predicate<String> owned) {
        for (EventMessage<?> event : read(letter, log)) {
            if (deadLetters.isGivenUpNow(event)) {
                if (!owned.test(letter.sequence())) {
                    return new Attempt(false, null);
                }
                continue;
            }
            EventTarget target = targets.of(event);
            if (target.unreadable() != null || target.key() == null) {
                if (!owned.test(letter.sequence())) {
                    return new Attempt(false, null);
                }
                if (target.unreadable() != null) {
                    return new Attempt(false, target.unreadable());
                }
            } else if (!owned.test(target.key())) {
                return new Attempt(false, null);
            } else {
                try {
                    Throwable failure = take(letter, target.key(), event);
                    if (failure != null) {
                        return new Attempt(false, failure);
                    }
                } catch (WriteConflict takenOver) {
                    // Another process has the document's segment now, and so the dead letter too.
                    return new Attempt(false, null);
                }
            }
        }
        return new Attempt(true, null);
    }

    private static List<EventMessage<?>> read(StoredDeadLetter letter, LogCursor log) {
        try {
            return new ArrayList<>(log.at(letter.position()));
        } catch (EventStoreException away) {
            // The database or the event store failed, not the event: the dead letter stays as it is, and the next round
            // tries it again.
            throw new ReadModelUnavailable(letter.generation());
        }
    }

    private @Nullable Throwable take(StoredDeadLetter letter, String key, EventMessage<?> event) {
        StoredDocument<D> stored = documents.load(List.of(key)).get(key);
        if (!key.equals(letter.sequence())) {
            return takeLate(letter, key, event, stored);
        }
        FoldResult<D> folded = fold.apply(key, List.of(event), stored);
        DocumentRefused refused = folded.change() == null ? null : documents.write(folded.change());
        return refused == null ? folded.failure() : refused;
    }

    private @Nullable Throwable takeLate(StoredDeadLetter letter, String key, EventMessage<?> event,
            @Nullable StoredDocument<D> stored) {
        D document;
        try {
            document = fold.apply(stored == null ? null : stored.document(), event);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            return failure;
        }
        letters.trying(letter);
        if (document != null) {
            long position = Math.max(letter.position(), stored == null ? Events.BEFORE_ALL : stored.position());
            return writeLate(key, stored, position, document, letter);
        }
        return stored == null ? null : documents.write(documents.deletion(key, stored));
    }

    private @Nullable Throwable writeLate(String key, @Nullable StoredDocument<D> stored, long position, D document,
            StoredDeadLetter letter) {
        try {
            return documents.write(documents.lateReplacement(key, stored, position, document, letter.position()));
        } catch (DocumentRefused tooLarge) {
            return tooLarge;
        }
    }

    /** Completes a retry that a crash has interrupted, before anybody can write its documents again. */
    void finish() {
        List<StoredDeadLetter> tried = letters.tried(deadLetters.generation());
        if (tried.isEmpty()) {
            return;
        }
        try (LogCursor log = new LogCursor(events)) {
            for (StoredDeadLetter letter : tried) {
                boolean taken = read(letter, log).stream()
                        .map(event -> targets.of(event).key())
                        .filter(Objects::nonNull)
                        .anyMatch(key -> documents.hasTakenLate(key, letter.position()));
                if (taken) {
                    letters.delete(letter);
                }
            }
        }
    }
}
