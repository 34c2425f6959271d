package io.orderflow.service.processor;

import io.orderflow.service.deadletter.AttemptHistory;
import io.orderflow.service.deadletter.DeadLetterAttempt;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.message.UnreadableMessage;
import io.orderflow.service.resilience.FailureText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.axonframework.messaging.deadletter.ThrowableCause;

/**
 * Decides when a dead letter is tried again: each time after twice as long as before, up to a longest time, and so many
 * times in all. After that the letter is shown as failed, because a person should look at it, and is tried at a slow
 * pace without an end: the service that it needs may have been away for longer, and then the letter is handled without
 * a person. The attempts are counted in the letter, so that a restart forgets nothing. Thread-safe.
 *
 * <p>In its first two minutes a letter is tried more often, and these further attempts do not count. Most services are
 * back by then, and each step of an order gives up after 90 s without an answer, however shortly before the service
 * came back.
 *
 * <p>A pause follows from the attempts that are kept with the letter, whichever process made them; Spring's {@code
 * ExponentialBackOff} counts them in memory.
 *
 * <p>The framework asks on the thread that handled the event, once for each failure and before the letter is stored,
 * and assumes that asking has no effect: it asks again about a batch that is repeated.
 */
final class DeadLetterRetryPolicy implements EnqueuePolicy<EventMessage<?>> {

    private static final String RETRY_AT = "retryAt";
    private static final int MAX_DOUBLINGS = 20;
    private static final Duration YOUNG = Duration.ofMinutes(2);
    /** The longest pause between the attempts at a young letter, in multiples of the first pause. */
    private static final int LONGEST_OF_A_YOUNG_ONE = 2;

    private final Duration first;
    private final Duration longest;
    private final Duration lasting;
    private final int maxAttempts;
    private final int attemptsOfAYoungOne;
    private final ThreadLocal<Boolean> personal = ThreadLocal.withInitial(() -> false);

    DeadLetterRetryPolicy(CheckpointProperties properties) {
        this.first = properties.retryInterval();
        this.longest = properties.maxRetryInterval();
        this.lasting = properties.lastingRetryInterval();
        this.maxAttempts = properties.maxAttempts();
        this.attemptsOfAYoungOne = attemptsWithin(YOUNG);
    }

    /** How many attempts there are in this time where each pause is twice as long as the one before. */
    private int attemptsWithin(Duration time) {
        Duration age = Duration.ZERO;
        int attempts = 1;
        while (attempts < maxAttempts && age.compareTo(time) < 0) {
            age = age.plus(pauseAfter(attempts));
            attempts++;
        }
        return attempts;
    }

    /** The framework asks this also after each further attempt that failed. */
    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        // The cause is the unreadable message itself, and not the exceptions that the framework wraps around it.
        Throwable named = UnreadableMessage.in(cause).<Throwable>map(unreadable -> unreadable).orElse(cause);
        int attempts = attemptsAfter(letter);
        AttemptHistory history = AttemptHistory.ofText(letter.diagnostics().get(DeadLetterQueues.HISTORY))
                .and(new DeadLetterAttempt(now(), personal.get(), FailureText.of(named)));
        MetaData diagnostics = letter.diagnostics().and(DeadLetterQueues.ATTEMPTS, attempts)
                .and(DeadLetterQueues.HISTORY, history.toText())
                .and(RETRY_AT, now().plus(isYoung(letter) ? shortPauseAfter(attempts) : pauseAfter(attempts))
                        .toEpochMilli());
        return Decisions.requeue(ThrowableCause.truncated(named), unchanged -> diagnostics);
    }

    /** Makes the attempts on this thread meanwhile count as those of a person. */
    void byPerson(Runnable attempt) {
        personal.set(true);
        try {
            attempt.run();
        } finally {
            personal.remove();
        }
    }

    /**
     * The number of attempts that count after a further failure. A person's attempts do not count: they use up none of
     * the automatic ones, and where those were used up, the count begins anew.
     */
    int attemptsAfter(DeadLetter<?> letter) {
        int before = attemptsOf(letter);
        if (!personal.get()) {
            return isYoung(letter) ? Math.max(before, Math.min(before + 1, attemptsOfAYoungOne)) : before + 1;
        }
        return hasFailed(letter) ? 1 : Math.max(1, before);
    }

    /**
     * Whether the letter is to be tried now. A letter that only waited behind another one has not been tried, and is
     * due at once. So is a letter that was tried for the last time while failed letters were not tried any more, and
     * one whose time is further away than its pause is long: a wrong clock has set it.
     */
    boolean isDue(DeadLetter<?> letter) {
        Instant now = now();
        return retryAt(letter)
                .filter(time -> time.isAfter(now) && !time.isAfter(now.plus(pauseAfter(attemptsOf(letter)))))
                .isEmpty();
    }

    int attemptsOf(DeadLetter<?> letter) {
        return DeadLetterQueues.attemptsOf(letter);
    }

    /** The time of the next attempt; empty where the letter has not been tried. */
    Optional<Instant> retryAt(DeadLetter<?> letter) {
        return letter.diagnostics().get(RETRY_AT) instanceof Number time
                ? Optional.of(Instant.ofEpochMilli(time.longValue()))
                : Optional.empty();
    }

    int maxAttempts() {
        return maxAttempts;
    }

    /** Whether the letter has been tried so often that a person should look at it. */
    boolean hasFailed(DeadLetter<?> letter) {
        return attemptsOf(letter) >= maxAttempts;
    }

    private Duration pauseAfter(int attempts) {
        return attempts >= maxAttempts
                ? lasting
                : shorter(first.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS)), longest);
    }

    private Duration shortPauseAfter(int attempts) {
        Duration pause = pauseAfter(attempts);
        return attempts >= maxAttempts ? pause : shorter(pause, first.multipliedBy(LONGEST_OF_A_YOUNG_ONE));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether the letter is in its first two minutes. One that a wrong clock has dated in the future is not. */
    private static boolean isYoung(DeadLetter<?> letter) {
        Duration age = Duration.between(letter.enqueuedAt(), now());
        return !age.isNegative() && age.compareTo(YOUNG) < 0;
    }

    private static Instant now() {
        return GenericEventMessage.clock.instant();
    }
}
