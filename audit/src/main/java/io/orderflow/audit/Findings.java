package io.orderflow.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts the checks, and collects the breaches so far; of each invariant it keeps only the first. Not thread-safe. */
final class Findings {

    static final int MAX_KEPT = 100;

    private final Map<Invariant, Long> checked = new EnumMap<>(Invariant.class);
    private final Map<Invariant, Long> breaches = new EnumMap<>(Invariant.class);
    private final List<Finding> kept = new ArrayList<>();

    void count(Invariant invariant) {
        count(invariant, 1);
    }

    void count(Invariant invariant, long more) {
        checked.merge(invariant, more, Long::sum);
    }

    void add(Invariant invariant, String id, long position, Object expected, Object found) {
        if (breaches.merge(invariant, 1L, Long::sum) <= MAX_KEPT) {
            kept.add(new Finding(invariant, id, position, String.valueOf(expected), String.valueOf(found)));
        }
    }

    /** Adds a finding where the condition does not hold. */
    void require(boolean holds, Invariant invariant, String id, long position, Object expected, Object found) {
        if (!holds) {
            add(invariant, id, position, expected, found);
        }
    }

    long checked(Invariant invariant) {
        return checked.getOrDefault(invariant, 0L);
    }

    long breaches(Invariant invariant) {
        return breaches.getOrDefault(invariant, 0L);
    }

    List<Finding> of(Predicate<Finding> which) {
        return kept.stream().filter(which).toList();
    }
}
