package io.orderflow.service.deadletter;

import com.mongodb.client.MongoDatabase;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.resilience.LineLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/** The dead letters of some groups of this process. Implementations are thread-safe. */
public interface DeadLetterQueues {

    /** Counts the events that were set aside, by the projection or the event processor. */
    MeterDefinition LETTERS = MeterDefinition.counter("orderflow.dead.letters", "letters",
            "Events that this process has set aside because they, or events before them, could not be handled",
            "group");

    /** The diagnostic of a letter that counts the automatic attempts at its event. */
    String ATTEMPTS = "attempts";

    /** The diagnostic of a letter that tells of the last attempts at its event, an {@link AttemptHistory} as text. */
    String HISTORY = "history";

    /**
     * The number of automatic attempts at a letter's event: zero where there is no letter, or where it only waited
     * behind one.
     */
    static int attemptsOf(@Nullable DeadLetter<?> letter) {
        return letter != null && letter.diagnostics().get(ATTEMPTS) instanceof Number attempts
                ? attempts.intValue()
                : 0;
    }

    /** Bounds the lines of the log about the letters of a group: more than so many a minute only count. */
    static LineLimit lines() {
        return new LineLimit(5, 20, Duration.ofMinutes(1));
    }

    /** The kind of component that could not handle the events. */
    DeadLetterSequence.Kind kind();

    SortedSet<String> groups();

    /**
     * The groups in which a sequence of this name may wait, or any sequence where none is named; no other group has one.
     * The database is asked once, however many groups there are.
     */
    SortedSet<String> groupsThatMayHave(@Nullable String sequence);

    /**
     * The sequences of a group in the order of their names.
     *
     * @param after the name that they come after, absent for the first
     */
    List<DeadLetterSequence> sequences(String group, @Nullable String after, int limit);

    /** A sequence of a group with its first event; empty where no such sequence waits. */
    Optional<WaitingLetter> find(String group, String sequence);

    /** The database that keeps the dead letters. */
    MongoDatabase database();

    /** The number of a group's sequences that wait. It may be a moment old. */
    long count(String group);

    /**
     * Makes a sequence be handled again, from its first event on, soon after the call.
     *
     * @return whether there is such a sequence
     */
    boolean retry(String group, String sequence);

    /**
     * Gives up the first event of a sequence for good, and makes the events behind it be handled.
     *
     * @return whether there is such a sequence
     * @throws io.orderflow.service.message.ProblemException where no other event ever repeats the request of this one
     */
    boolean evict(String group, String sequence, String reason);
}
