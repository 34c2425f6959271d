package io.orderflow.service.processor;

import static org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEntry.indexSortAscending;
import static org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEntry.isLocked;
import static org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEntry.nextItemInSequenceFilter;
import static org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEntry.uniqueNotLockedFilter;
import static org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEntry.updateProcessingStarted;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEntry;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoDeadLetter;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoSequencedDeadLetterQueue;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.documentperevent.EventEntryConfiguration;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.serialization.Serializer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The framework's queue, but with queries that use the index of group, sequence and index. The framework's own queue
 * reads all letters of the group for each sequence that is tried and for each that is new, with one query for each
 * sequence, so that thousands of letters after an outage take an hour where they take minutes here.
 *
 * <p>The framework assumes of a queue that it may be used by any number of threads and processes, and that each
 * sequence keeps its order. The first letter of a sequence is claimed in one operation before it is handled, and the
 * next one before the first is removed, as in the framework's queue; a process that finds the first letter claimed
 * leaves the sequence alone. Thread-safe.
 */
final class IndexedDeadLetterQueue extends MongoSequencedDeadLetterQueue<EventMessage<?>> {

    /** The sequences that can wait at once. Beyond them the processor waits itself, and loses nothing. */
    private static final int MAX_SEQUENCES = 10_000;
    private static final int MAX_SEQUENCE_SIZE = 1_024;
    /** A count is used for so long, because other processes add sequences too. */
    private static final Duration COUNTED_FOR = Duration.ofMinutes(1);

    static final String GROUP = "processingGroup";
    static final String SEQUENCE = "sequenceIdentifier";
    private static final String INDEX = "index";

    private final String group;
    private final MongoCollection<Document> stored;
    private final Duration claim;
    private final Serializer serializer;
    private final DeadLetterConverter converter;

    /** An upper bound of the sequences, unless other processes have added some since they were counted. */
    private long sequencesAtMost = MAX_SEQUENCES;
    private long countedAt = System.nanoTime();

    /** Makes the queue's indexes, and fails where the database is away. */
    IndexedDeadLetterQueue(String group, MongoTemplate template, Duration claim, Serializer serializer,
            DeadLetterConverter converter) {
        super(MongoSequencedDeadLetterQueue.builder()
                .claimDuration(claim)
                .processingGroup(group)
                .mongoTemplate(template)
                .serializer(serializer)
                .clearConverters()
                .addConverter(converter)
                .transactionManager(NoTransactionManager.INSTANCE)
                .maxSequences(MAX_SEQUENCES)
                .maxSequenceSize(MAX_SEQUENCE_SIZE));
        this.group = group;
        this.stored = template.deadLetterCollection();
        this.claim = claim;
        this.serializer = serializer;
        this.converter = converter;
    }

    /** All sequences that wait at this moment. A letter is converted only when the caller looks at it. */
    @Override
    public Iterable<Iterable<DeadLetter<? extends EventMessage<?>>>> deadLetters() {
        Map<String, List<Document>> sequences = new LinkedHashMap<>();
        for (Document letter : stored.find(Filters.eq(GROUP, group)).sort(Sorts.ascending(SEQUENCE, INDEX))) {
            sequences.computeIfAbsent(letter.getString(SEQUENCE), sequence -> new ArrayList<>()).add(letter);
        }
        return sequences.values().stream().map(this::letters).toList();
    }

    private Iterable<DeadLetter<? extends EventMessage<?>>> letters(Collection<Document> sequence) {
        return () -> sequence.stream().<DeadLetter<? extends EventMessage<?>>>map(this::letter).iterator();
    }

    private MongoDeadLetter<EventMessage<?>> letter(Document document) {
        DeadLetterEntry entry = new DeadLetterEntry(document);
        MetaData diagnostics = serializer.deserialize(entry.getDiagnostics());
        return new MongoDeadLetter<>(entry, diagnostics,
                converter.convert(entry.getMessage(EventEntryConfiguration.getDefault()), serializer));
    }

    @Override
    public boolean isFull(Object sequence) {
        long letters = sequenceSize(sequence);
        return letters > 0 ? letters >= MAX_SEQUENCE_SIZE : hasNoRoomForAnother();
    }

    private synchronized boolean hasNoRoomForAnother() {
        if (sequencesAtMost >= MAX_SEQUENCES || System.nanoTime() - countedAt > COUNTED_FOR.toNanos()) {
            sequencesAtMost = amountOfSequences();
            countedAt = System.nanoTime();
        }
        if (sequencesAtMost >= MAX_SEQUENCES) {
            return true;
        }
        sequencesAtMost++;
        return false;
    }

    @Override
    public boolean process(Predicate<DeadLetter<? extends EventMessage<?>>> wanted,
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> task) {
        if (!(wanted instanceof FirstDeadLetter(String sequence, var ignored))) {
            return super.process(wanted, task);
        }
        Document first = stored.find(Filters.and(Filters.eq(GROUP, group), Filters.eq(SEQUENCE, sequence)))
                .sort(indexSortAscending())
                .first();
        if (first == null || isLocked(claimedBefore(), first)) {
            return false;
        }
        MongoDeadLetter<EventMessage<?>> letter = letter(first);
        return wanted.test(letter) && claim(letter) && processFrom(letter, task);
    }

    /** Handles the letters of a sequence one after the other, until one fails. */
    private boolean processFrom(MongoDeadLetter<EventMessage<?>> first,
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> task) {
        MongoDeadLetter<EventMessage<?>> letter = first;
        while (letter != null) {
            EnqueueDecision<EventMessage<?>> decision = task.apply(letter);
            if (decision.shouldEnqueue()) {
                requeue(letter, failed -> decision.withDiagnostics(failed)
                        .withCause(decision.enqueueCause().orElse(null)));
                return false;
            }
            MongoDeadLetter<EventMessage<?>> next = after(letter);
            if (next != null) {
                claim(next);
            }
            evict(letter);
            letter = next;
        }
        return true;
    }

    private @Nullable MongoDeadLetter<EventMessage<?>> after(MongoDeadLetter<EventMessage<?>> letter) {
        Document next = stored.find(nextItemInSequenceFilter(group, letter.sequenceIdentifier(), letter.index()))
                .sort(indexSortAscending())
                .first();
        return next == null ? null : letter(next);
    }

    private boolean claim(MongoDeadLetter<EventMessage<?>> letter) {
        return stored.updateOne(
                uniqueNotLockedFilter(group, letter.sequenceIdentifier(), letter.index(), claimedBefore()),
                updateProcessingStarted(GenericDeadLetter.clock.instant())).getMatchedCount() > 0;
    }

    /** A claim from before this time has ended. */
    private Instant claimedBefore() {
        return GenericDeadLetter.clock.instant().minus(claim);
    }
}
