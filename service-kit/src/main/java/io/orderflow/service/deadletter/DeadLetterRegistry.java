package io.orderflow.service.deadletter;

import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The dead letter queues of this process, those of projections and those of processors, by group. Thread-safe. */
public final class DeadLetterRegistry {

    private final List<DeadLetterQueues> all;

    DeadLetterRegistry(ObjectProvider<DeadLetterQueues> all) {
        this.all = all.orderedStream().toList();
    }

    /** The queues that have the group; empty where this process has no such group. */
    public Optional<DeadLetterQueues> of(String group) {
        return Optional.ofNullable(byGroup().get(group));
    }

    /**
     * The queues in which a sequence of this name may wait, or any sequence where none is named.
     *
     * @param kind only queues of this kind; null for all
     */
    SortedMap<String, DeadLetterQueues> thatMayHave(@Nullable String sequence, @Nullable Kind kind) {
        SortedMap<String, DeadLetterQueues> byGroup = new TreeMap<>();
        all.stream()
                .filter(queues -> kind == null || queues.kind() == kind)
                .forEach(queues -> queues.groupsThatMayHave(sequence)
                        .forEach(group -> byGroup.put(group, queues)));
        return byGroup;
    }

    SortedMap<String, DeadLetterQueues> byGroup() {
        SortedMap<String, DeadLetterQueues> byGroup = new TreeMap<>();
        all.forEach(queues -> queues.groups().forEach(group -> byGroup.put(group, queues)));
        return byGroup;
    }
}
