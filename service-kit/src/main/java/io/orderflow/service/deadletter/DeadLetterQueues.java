package io.orderflow.service.deadletter;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The dead letters of some groups of this process. Implementations are thread-safe. */
public interface DeadLetterQueues {

    /** Whose letters these are. */
    DeadLetterSequence.Kind kind();

    SortedSet<String> groups();

    /**
     * The sequences of a group in the order of their names.
     *
     * @param after the name that they come after, absent for the first
     */
    List<DeadLetterSequence> sequences(String group, @Nullable String after, int limit);

    /** How many sequences of a group wait. May be a moment old. */
    long count(String group);

    /**
     * Has a sequence handled again, from its first event on, soon after the call.
     *
     * @return whether there is such a sequence
     */
    boolean retry(String group, String sequence);

    /**
     * Gives up the first event of a sequence for good, and has those behind it handled.
     *
     * @return whether there is such a sequence
     * @throws io.orderflow.service.message.ProblemException where nothing else would ever do what the event calls for
     */
    boolean evict(String group, String sequence, String reason);
}
