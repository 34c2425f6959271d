package io.orderflow.service.processor;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the queue of a processor in the database at its first use, and not when the queue is made: opening makes its
 * indexes, and the database may be away when the process starts. A caller fails then, and tries again.
 *
 * <p>The framework assumes of a queue that any number of threads may use it. Opening it twice at once makes the same
 * indexes, the opened queue is thread-safe, and so is this class.
 */
final class LazyDeadLetterQueue implements SequencedDeadLetterQueue<EventMessage<?>> {

    private final String group;
    private final MongoTemplate template;
    private final CheckpointProperties properties;
    private final Serializer serializer;
    private volatile @Nullable IndexedDeadLetterQueue opened;

    LazyDeadLetterQueue(String group, MongoTemplate template, CheckpointProperties properties, Serializer serializer) {
        this.group = group;
        this.template = template;
        this.properties = properties;
        this.serializer = serializer;
    }

    private SequencedDeadLetterQueue<EventMessage<?>> queue() {
        IndexedDeadLetterQueue queue = opened;
        if (queue == null) {
            queue = new IndexedDeadLetterQueue(group, template, properties.letterClaim(), serializer,
                    new DeadLetterConverter());
            opened = queue;
        }
        return queue;
    }

    @Override
    public Iterable<Iterable<DeadLetter<? extends EventMessage<?>>>> deadLetters() {
        return queue().deadLetters();
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
