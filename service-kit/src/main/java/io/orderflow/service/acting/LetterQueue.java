package io.orderflow.service.acting;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The framework's queue of a processor in the database, in two ways unlike it. It is opened when it is first used, and
 * not when it is made: opening makes its indexes, and the database may be away when the process starts; whoever uses it
 * then fails, and tries again. And all its letters are read with one query, where the framework's asks once for each
 * sequence.
 *
 * <p>The framework assumes of a queue that it may be used by any number of threads, and that each sequence keeps its
 * order. All that changes anything is the framework's own, and opening twice at once makes the same indexes.
 * Thread-safe.
 */
final class LetterQueue implements SequencedDeadLetterQueue<EventMessage<?>> {

    /** Sequences that can wait at once. Beyond them the processor waits itself, and loses nothing. */
    private static final int MAX_SEQUENCES = 10_000;

    private static final String GROUP = "processingGroup";
    private static final String SEQUENCE = "sequenceIdentifier";
    private static final String INDEX = "index";

    private final String group;
    private final MongoTemplate template;
    private final CheckpointProperties properties;
    private final Serializer serializer;
    private final LettersAsStored converter = new LettersAsStored();
    private volatile @Nullable SequencedDeadLetterQueue<EventMessage<?>> opened;

    LetterQueue(String group, MongoTemplate template, CheckpointProperties properties, Serializer serializer) {
        this.group = group;
        this.template = template;
        this.properties = properties;
        this.serializer = serializer;
    }

    private SequencedDeadLetterQueue<EventMessage<?>> queue() {
        SequencedDeadLetterQueue<EventMessage<?>> queue = opened;
        if (queue == null) {
            queue = MongoSequencedDeadLetterQueue.builder()
                    .claimDuration(properties.letterClaim())
                    .processingGroup(group)
                    .mongoTemplate(template)
                    .serializer(serializer)
                    .clearConverters()
                    .addConverter(converter)
                    .transactionManager(NoTransactionManager.INSTANCE)
                    .maxSequences(MAX_SEQUENCES)
                    .build();
            opened = queue;
        }
        return queue;
    }

    /** All that wait at this moment; a letter is made of what was read only where it is looked at. */
    @Override
    public Iterable<Iterable<DeadLetter<? extends EventMessage<?>>>> deadLetters() {
        Map<String, List<Document>> sequences = new LinkedHashMap<>();
        for (Document letter : template.deadLetterCollection()
                .find(Filters.eq(GROUP, group))
                .sort(Sorts.ascending(SEQUENCE, INDEX))) {
            sequences.computeIfAbsent(letter.getString(SEQUENCE), sequence -> new ArrayList<>()).add(letter);
        }
        return sequences.values().stream().map(this::letters).toList();
    }

    private Iterable<DeadLetter<? extends EventMessage<?>>> letters(Collection<Document> sequence) {
        return () -> sequence.stream().<DeadLetter<? extends EventMessage<?>>>map(this::letter).iterator();
    }

    private DeadLetter<? extends EventMessage<?>> letter(Document stored) {
        DeadLetterEntry entry = new DeadLetterEntry(stored);
        MetaData diagnostics = serializer.deserialize(entry.getDiagnostics());
        return new MongoDeadLetter<>(entry, diagnostics,
                converter.convert(entry.getMessage(EventEntryConfiguration.getDefault()), serializer));
    }

    @Override
    public void enqueue(Object sequence, DeadLetter<? extends EventMessage<?>> letter) {
        queue().enqueue(sequence, letter);
    }

    @Override
    public void evict(DeadLetter<? extends EventMessage<?>> letter) {
        queue().evict(letter);
    }

    @Override
    public void requeue(DeadLetter<? extends EventMessage<?>> letter,
            UnaryOperator<DeadLetter<? extends EventMessage<?>>> updater) {
        queue().requeue(letter, updater);
    }

    @Override
    public boolean contains(Object sequence) {
        return queue().contains(sequence);
    }

    @Override
    public Iterable<DeadLetter<? extends EventMessage<?>>> deadLetterSequence(Object sequence) {
        return queue().deadLetterSequence(sequence);
    }

    @Override
    public boolean isFull(Object sequence) {
        return queue().isFull(sequence);
    }

    @Override
    public long size() {
        return queue().size();
    }

    @Override
    public long sequenceSize(Object sequence) {
        return queue().sequenceSize(sequence);
    }

    @Override
    public long amountOfSequences() {
        return queue().amountOfSequences();
    }

    @Override
    public boolean process(Predicate<DeadLetter<? extends EventMessage<?>>> first,
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> task) {
        return queue().process(first, task);
    }

    @Override
    public void clear() {
        queue().clear();
    }
}
