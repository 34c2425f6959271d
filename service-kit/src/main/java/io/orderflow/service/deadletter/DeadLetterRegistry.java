package io.orderflow.service.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

    SortedMap<String, DeadLetterQueues> byGroup() {
        SortedMap<String, DeadLetterQueues> byGroup = new TreeMap<>();
        all.forEach(queues -> queues.groups().forEach(group -> byGroup.put(group, queues)));
        return byGroup;
    }
}
