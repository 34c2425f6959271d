package io.orderflow.service.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;

/** All that keep dead letters in this process, those of projections and those of processors. Thread-safe. */
public final class DeadLetterOffices {

    private final List<DeadLetters> offices;

    DeadLetterOffices(ObjectProvider<DeadLetters> offices) {
        this.offices = offices.orderedStream().toList();
    }

    /** The one that keeps the letters of a group; absent where this process has no such group. */
    public Optional<DeadLetters> of(String group) {
        return Optional.ofNullable(byGroup().get(group));
    }

    SortedMap<String, DeadLetters> byGroup() {
        SortedMap<String, DeadLetters> byGroup = new TreeMap<>();
        offices.forEach(office -> office.groups().forEach(group -> byGroup.put(group, office)));
        return byGroup;
    }
}
