package io.orderflow.service.deadletter;

import java.util.List;
import java.util.SortedSet;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/** The dead letters of some groups of this process. Implementations are thread-safe. */
public interface DeadLetterQueues {

    /** The name among a letter's diagnostics under which it is kept how often its event was tried by itself. */
    String ATTEMPTS = "attempts";

    /** How often the event of a letter was tried by itself: zero where there is no letter, or it only waited behind one. */
    static int attemptsOf(@Nullable DeadLetter<?> letter) {
        return letter != null && letter.diagnostics().get(ATTEMPTS) instanceof Number attempts
                ? attempts.intValue()
                : 0;
    }

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
