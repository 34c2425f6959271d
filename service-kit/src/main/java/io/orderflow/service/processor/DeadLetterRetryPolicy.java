package io.orderflow.service.processor;

import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.message.UnreadableMessage;
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
 * Decides when an event that could not be handled is tried again: each time after twice as long as before, up to a
 * longest time, and so many times in all. After that it is shown as failed, because a person should look at it, and is
 * tried at a slow pace without an end: what it needs may have been away for longer than all that, and then it goes on
 * without anybody. What is counted is kept with the letter, so that a restart forgets nothing. Thread-safe.
 *
 * <p>In its first two minutes a letter is tried more often, and the further attempts do not count: most services are
 * back by then, and the steps of an order give up after 90 s what nobody has answered, however shortly before whoever
 * should answer came back.
 *
 * <p>A pause follows from the attempts that are kept with the letter, whichever process made them; Spring's
 * {@code ExponentialBackOff} counts them in memory.
 *
 * <p>The framework asks on the thread that handled the event, once for each failure and before the letter is stored,
 * and assumes that asking has no effect: a batch that is repeated is asked about again.
 */
final class DeadLetterRetryPolicy implements EnqueuePolicy<EventMessage<?>> {

    private static final String RETRY_AT = "retryAt";
    private static final int MAX_DOUBLINGS = 20;
    private static final Duration YOUNG = Duration.ofMinutes(2);
    /** In multiples of the first pause. */
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

    /** Also asked after each further attempt that failed. */
    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        // What cannot be read is named, from under what the framework wraps around it.
        Throwable named = UnreadableMessage.in(cause).<Throwable>map(unreadable -> unreadable).orElse(cause);
        int attempts = attemptsAfter(letter);
        MetaData diagnostics = letter.diagnostics().and(DeadLetterQueues.ATTEMPTS, attempts)
                .and(RETRY_AT, now().plus(isYoung(letter) ? shortPauseAfter(attempts) : pauseAfter(attempts))
                        .toEpochMilli());
        return Decisions.requeue(ThrowableCause.truncated(named), unchanged -> diagnostics);
    }

    /** Has what is tried on this thread meanwhile counted as tried by a person. */
    void byPerson(Runnable attempt) {
        personal.set(true);
        try {
            attempt.run();
        } finally {
            personal.remove();
        }
    }

    /**
     * The attempts that count once a further one has failed. Those of a person do not: they use up none of the
     * automatic ones, and where those were used up, they begin anew.
     */
    int attemptsAfter(DeadLetter<?> letter) {
        int before = attemptsOf(letter);
        if (!personal.get()) {
            return isYoung(letter) ? Math.max(before, Math.min(before + 1, attemptsOfAYoungOne)) : before + 1;
        }
        return hasFailed(letter) ? 1 : Math.max(1, before);
    }

    /**
     * A letter that only waited behind another one has not been tried, and is due at once. So is one that was tried for
     * the last time while failed letters were not tried any more, and one whose time is further away than its pause is
     * long: a wrong clock has set it.
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

    /** Empty where it has not been tried. */
    Optional<Instant> retryAt(DeadLetter<?> letter) {
        return letter.diagnostics().get(RETRY_AT) instanceof Number time
                ? Optional.of(Instant.ofEpochMilli(time.longValue()))
                : Optional.empty();
    }

    int maxAttempts() {
        return maxAttempts;
    }

    /** Whether it has been tried so often that a person should look at it. */
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

    /** One that a wrong clock has dated in the future is not. */
    private static boolean isYoung(DeadLetter<?> letter) {
        Duration age = Duration.between(letter.enqueuedAt(), now());
        return !age.isNegative() && age.compareTo(YOUNG) < 0;
    }

    private static Instant now() {
        return GenericEventMessage.clock.instant();
    }
}
