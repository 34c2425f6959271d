package io.orderflow.service.processor;

import com.mongodb.client.MongoDatabase;
import io.orderflow.service.deadletter.AttemptHistory;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.deadletter.DeadLetterSequence;
import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import io.orderflow.service.deadletter.DeadLetterSequence.State;
import io.orderflow.service.deadletter.WaitingLetter;
import io.orderflow.service.message.MessageTypes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoDeadLetter;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.jspecify.annotations.Nullable;

/** The dead letter queues of the processors, whose letters are also retried automatically. Thread-safe. */
final class ProcessorDeadLetterQueues implements DeadLetterQueues {

    private final EventProcessingConfiguration processing;
    private final SortedSet<String> groups;
    private final Map<String, Set<Class<?>>> onlyAsks;
    private final DeadLetterRetryPolicy policy;
    private final DeadLetterRetries retries;
    private final DeadLetterDecisions givenUp;
    private final StoredLetters stored;

    ProcessorDeadLetterQueues(EventProcessingConfiguration processing, List<ProcessorDefinition> processors,
            DeadLetterRetryPolicy policy, DeadLetterRetries retries, DeadLetterDecisions givenUp,
            StoredLetters stored) {
        this.processing = processing;
        this.groups = processors.stream().map(ProcessorDefinition::name).collect(Collectors.toCollection(TreeSet::new));
        this.onlyAsks = processors.stream()
                .collect(Collectors.toMap(ProcessorDefinition::name, ProcessorDefinition::onlyAsks));
        this.policy = policy;
        this.retries = retries;
        this.givenUp = givenUp;
        this.stored = stored;
    }

    @Override
    public Kind kind() {
        return Kind.PROCESSOR;
    }

    @Override
    public SortedSet<String> groups() {
        return groups;
    }

    @Override
    public SortedSet<String> groupsThatMayHave(@Nullable String sequence) {
        return stored.groupsThatMayHave(sequence, groups);
    }

    @Override
    public List<DeadLetterSequence> sequences(String group, @Nullable String after, int limit) {
        return StreamSupport.stream(queue(group).deadLetters().spliterator(), false)
                .map(WaitingSequence::of)
                .filter(one -> after == null || one.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(WaitingSequence::name))
                .limit(limit)
                .map(one -> shown(group, one))
                .toList();
    }

    @Override
    public Optional<WaitingLetter> find(String group, String sequence) {
        Iterable<DeadLetter<? extends EventMessage<?>>> letters = queue(group).deadLetterSequence(sequence);
        for (DeadLetter<? extends EventMessage<?>> first : letters) {
            return Optional.of(new WaitingLetter(shown(group, WaitingSequence.of(letters)), first.message(),
                    AttemptHistory.ofText(first.diagnostics().get(HISTORY)).attempts()));
        }
        return Optional.empty();
    }

    @Override
    public MongoDatabase database() {
        return stored.database();
    }

    @Override
    public long count(String group) {
        return queue(group).amountOfSequences();
    }

    @Override
    public boolean retry(String group, String sequence) {
        boolean known = queue(group).contains(sequence);
        if (known) {
            retries.retrySoon(group, sequence);
        }
        return known;
    }

    @Override
    public boolean evict(String group, String sequence, String reason) {
        SequencedDeadLetterQueue<EventMessage<?>> queue = queue(group);
        for (DeadLetter<? extends EventMessage<?>> first : queue.deadLetterSequence(sequence)) {
            EventMessage<?> event = first.message();
            if (onlyAsks.getOrDefault(group, Set.of()).contains(event.getPayloadType())) {
                throw new DeadLetterNotEvictable(group, sequence, MessageTypes.nameOf(event));
            }
            givenUp.giveUp(new DeadLetterGivenUp(group, sequence, event.getIdentifier(), positionOf(event),
                    MessageTypes.nameOf(event), causeOf(first), reason));
            queue.evict(first);
            retries.retrySoon(group, sequence);
            return true;
        }
        return false;
    }

    /** A sequence as it was read. */
    private record WaitingSequence(MongoDeadLetter<?> first, Iterable<? extends DeadLetter<?>> letters) {

        static WaitingSequence of(Iterable<? extends DeadLetter<?>> letters) {
            return new WaitingSequence((MongoDeadLetter<?>) letters.iterator().next(), letters);
        }

        String name() {
            return first.sequenceIdentifier();
        }

        long size() {
            return StreamSupport.stream(letters.spliterator(), false).count();
        }
    }

    private DeadLetterSequence shown(String group, WaitingSequence waiting) {
        MongoDeadLetter<?> first = waiting.first();
        return new DeadLetterSequence(Kind.PROCESSOR, group, first.sequenceIdentifier(),
                policy.hasFailed(first) ? State.FAILED : State.RETRYING,
                positionOf(first.message()), MessageTypes.nameOf(first.message()), causeOf(first), first.enqueuedAt(),
                first.lastTouched(), policy.attemptsOf(first), policy.retryAt(first).orElse(null),
                waiting.size());
    }

    private static String causeOf(DeadLetter<?> letter) {
        // A cause that is stored again after a further attempt has lost its type.
        return letter.cause()
                .map(cause -> cause.type().equals(ThrowableCause.class.getName())
                        ? cause.message()
                        : cause.type() + ": " + cause.message())
                .orElse("");
    }

    private static @Nullable Long positionOf(EventMessage<?> event) {
        OptionalLong position = event instanceof TrackedEventMessage<?> tracked
                ? tracked.trackingToken().position()
                : OptionalLong.empty();
        return position.isPresent() ? position.getAsLong() : null;
    }

    private SequencedDeadLetterQueue<EventMessage<?>> queue(String group) {
        return Objects.requireNonNull(processing.<EventMessage<?>>deadLetterQueue(group).orElse(null), group);
    }
}
