package io.orderflow.projection.engine;

import io.micrometer.core.instrument.Metrics;
import io.orderflow.projection.api.Events;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.deadletter.DeadLetterSequence;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.resilience.FailureText;
import io.orderflow.service.resilience.LineLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of one generation, as far as this process must know them to hold back the later events. Thread-safe.
 *
 * <p>The queue keeps in memory which sequences wait. It reads them again from the database at intervals, and whenever
 * this process takes a segment over. It changes the database first, under the monitor, so that reading again never undoes
 * a change. Batches share the {@link #folding} lock; a retry takes the {@link #retrying} lock, which excludes them.
 */
final class DeadLetterQueue {

    private static final int MAX_CAUSE_LENGTH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

    private final String projection;
    private final String generation;
    private final DeadLetterStore letters;
    private final DeadLetterDecisions givenUp;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final LineLimit setAside = DeadLetterQueues.lines();
    private final LineLimit caughtUp = DeadLetterQueues.lines();

    /** An event that is set aside; the first one of its sequence has a cause. */
    record DeadLetter(String sequence, EventMessage<?> event, @Nullable Throwable cause) {

        private StoredDeadLetter letter(String generation) {
            long position = Events.positionOf(event);
            return new StoredDeadLetter(StoredDeadLetter.idOf(generation, sequence, position), generation, sequence,
                    position,
                    MessageTypes.nameOf(event), false);
        }
    }

    DeadLetterQueue(String projection, String generation, DeadLetterStore letters, DeadLetterDecisions givenUp) {
        this.projection = projection;
        this.generation = generation;
        this.letters = letters;
        this.givenUp = givenUp;
    }

    Lock folding() {
        return lock.readLock();
    }

    Lock retrying() {
        return lock.writeLock();
    }

    String generation() {
        return generation;
    }

    /**
     * The sequence behind which the event must wait: that of its document or of its aggregate; null where it need not
     * wait.
     */
    @Nullable
    String holder(EventMessage<?> event, @Nullable String key) {
        if (held.isEmpty()) {
            return null;
        }
        String stream = EventTarget.streamOf(event);
        return holds(stream, event) ? stream : key != null && holds(key, event) ? key : null;
    }

    private boolean holds(String sequence, EventMessage<?> event) {
        Long from = held.get(sequence);
        return from != null && Events.positionOf(event) >= from;
    }

    /** The sequences of this generation that wait. */
    Stream<WaitingDeadLetters> waiting() {
        return held.entrySet().stream().map(one -> new WaitingDeadLetters(projection, one.getKey(), one.getValue()));
    }

    /**
     * How often the waiting sequences have changed. The count rises after the change, so a reader of the count sees the
     * change.
     */
    long changes() {
        return changes.get();
    }

    int size() {
        return held.size();
    }

    /** Whether a person has given the event up for this projection, as far as this process knows. */
    boolean isGivenUp(EventMessage<?> event) {
        return givenUp.includes(projection, event);
    }

    /** The same as {@link #isGivenUp} after a look at the log, for an event that would be set aside otherwise. */
    boolean isGivenUpNow(EventMessage<?> event) {
        return givenUp.includesNow(projection, event);
    }

    /** Holds a sequence back from this event on, before anything behind it can be folded. */
    synchronized void begin(DeadLetter first) {
        long position = Events.positionOf(first.event());
        letters.open(generation, first.sequence(), position, MessageTypes.nameOf(first.event()), causeOf(first));
        Long before = held.get(first.sequence());
        held.merge(first.sequence(), position, Math::min);
        changes.incrementAndGet();
        if ((before == null || before > position) && first.cause() != null) {
            String why = describe(first.cause());
            String more = setAside.next(why, "dead letters");
            if (more != null) {
                LOG.warn("{} sets {} aside from position {} on: {}{}", projection, first.sequence(), position, why,
                        more);
            }
        }
    }

    /** Sets events aside, and returns when they are stored. */
    synchronized void hold(List<DeadLetter> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<String, DeadLetter> firsts = new LinkedHashMap<>();
        events.forEach(one -> firsts.putIfAbsent(one.sequence(), one));
        firsts.values().forEach(this::begin);
        letters.add(events.stream().map(one -> one.letter(generation)).toList());
        // The meter is made with the first dead letter, because a meter that is older than the registry makes it warn
        // at every start.
        DeadLetterQueues.LETTERS.counter(Metrics.globalRegistry, projection).increment(events.size());
    }

    /** Reads the sequences again from the database, and returns them. */
    synchronized List<StoredDeadLetterSequence> refresh() {
        List<StoredDeadLetterSequence> stored = letters.sequences(generation);
        Map<String, Long> before = Map.copyOf(held);
        held.keySet().retainAll(stored.stream().map(StoredDeadLetterSequence::sequence).toList());
        stored.forEach(sequence -> held.put(sequence.sequence(), sequence.position()));
        if (!before.equals(held)) {
            changes.incrementAndGet();
        }
        return stored;
    }

    synchronized void fail(StoredDeadLetterSequence sequence, StoredDeadLetter first, Throwable cause) {
        letters.fail(sequence, first, FailureText.ofChain(cause));
        held.put(sequence.sequence(), first.position());
        changes.incrementAndGet();
    }

    synchronized void close(StoredDeadLetterSequence sequence) {
        letters.close(sequence);
        held.remove(sequence.sequence());
        for (StoredDeadLetter late : letters.first(generation, sequence.sequence(), 1)) {
            // Another process has set the sequence aside in between.
            letters.open(generation, late.sequence(), late.position(), late.type(), null);
            held.put(late.sequence(), late.position());
        }
        changes.incrementAndGet();
        String more = caughtUp.next("", "sequences");
        if (more != null) {
            LOG.info("{} has caught up on the events of {} that were dead letters{}", projection, sequence.sequence(),
                    more);
        }
    }

    /** The sequences that wait for a person. */
    List<StoredDeadLetterSequence> failed() {
        return held.isEmpty()
                ? List.of()
                : letters.sequences(generation)
                        .stream()
                        .filter(sequence -> sequence.state() == DeadLetterSequence.State.FAILED)
                        .toList();
    }

    /** A description of the cause for the log, which may name classes. */
    private static String describe(Throwable cause) {
        List<String> parts = new ArrayList<>();
        for (Throwable one = cause; one != null && parts.size() < 3; one = one.getCause()) {
            parts.add(one.getMessage() == null
                    ? one.getClass().getSimpleName()
                    : one.getClass().getSimpleName() + ": " + one.getMessage());
        }
        String described = String.join("; ", parts);
        return described.length() <= MAX_CAUSE_LENGTH ? described : described.substring(0, MAX_CAUSE_LENGTH);
    }

    private static @Nullable String causeOf(DeadLetter first) {
        return first.cause() == null ? null : FailureText.ofChain(first.cause());
    }
}
