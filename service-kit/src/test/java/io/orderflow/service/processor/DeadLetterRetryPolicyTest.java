package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterRetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
    private static final int MAX_ATTEMPTS = 5;

    private static final Duration NO_LONGER_YOUNG = Duration.ofMinutes(2);

    private final DeadLetterRetryPolicy policy = policy(Duration.ofSeconds(10), MAX_ATTEMPTS);
    private final Clock clock = GenericEventMessage.clock;

    @BeforeEach
    void stopTheClock() {
        setClock(NOW);
    }

    @AfterEach
    void startTheClock() {
        GenericEventMessage.clock = clock;
        GenericDeadLetter.clock = clock;
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongest() {
        List<Long> pauses = new ArrayList<>();
        DeadLetter<EventMessage<?>> letter = newLetter();
        Instant now = NOW.plus(NO_LONGER_YOUNG);
        setClock(now);
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            letter = failed(letter);
            pauses.add(Duration.between(now, policy.retryAt(letter).orElseThrow()).toSeconds());
            assertThat(policy.hasFailed(letter)).isFalse();
        }
        assertThat(pauses).containsExactly(2L, 4L, 8L, 10L);

        letter = failed(letter);
        assertThat(policy.attemptsOf(letter)).isEqualTo(MAX_ATTEMPTS);
        assertThat(policy.hasFailed(letter)).isTrue();
    }

    @Test
    void triesAYoungLetterEveryFourSecondsAndCountsThatAsLittleAsLongerPausesWould() {
        DeadLetterRetryPolicy asByDefault = policy(Duration.ofMinutes(5), 20);
        DeadLetter<EventMessage<?>> letter = newLetter();
        Instant now = NOW;
        int tries = 0;
        while (now.isBefore(NOW.plus(NO_LONGER_YOUNG))) {
            setClock(now);
            letter = failed(letter, asByDefault);
            Instant next = asByDefault.retryAt(letter).orElseThrow();
            assertThat(Duration.between(now, next)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
            now = next;
            tries++;
        }

        assertThat(tries).isEqualTo(31);
        assertThat(asByDefault.attemptsOf(letter)).isEqualTo(7);
        setClock(now);
        letter = failed(letter, asByDefault);
        assertThat(asByDefault.attemptsOf(letter)).isEqualTo(8);
        assertThat(asByDefault.retryAt(letter)).contains(now.plusSeconds(256));
    }

    @Test
    void doesNotTakeALetterForYoungThatAWrongClockHasDated() {
        setClock(Instant.parse("2099-01-01T00:00:00Z"));
        DeadLetter<EventMessage<?>> letter = newLetter();
        setClock(NOW);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            letter = failed(letter);
        }

        assertThat(policy.hasFailed(letter)).isTrue();
    }

    @Test
    void triesAFailedLetterAtASlowPaceWithoutAnEnd() {
        DeadLetter<EventMessage<?>> letter = newLetter();
        for (int attempt = 0; attempt < 10 * MAX_ATTEMPTS; attempt++) {
            letter = failed(letter);
        }

        setClock(NOW.plus(Duration.ofMinutes(15)).minusMillis(1));
        assertThat(policy.isDue(letter)).isFalse();
        setClock(NOW.plus(Duration.ofMinutes(15)));
        assertThat(policy.isDue(letter)).isTrue();
    }

    @Test
    void triesALetterThatAnEarlierVersionTriedNoMore() {
        DeadLetter<EventMessage<?>> letter = newLetter();

        assertThat(policy.isDue(letter.withDiagnostics(MetaData.with("attempts", MAX_ATTEMPTS)))).isTrue();
    }

    @Test
    void doesNotCountWhatAPersonTries() {
        DeadLetter<EventMessage<?>> letter = failed(newLetter());
        for (int attempt = 0; attempt < 10 * MAX_ATTEMPTS; attempt++) {
            letter = failedForAPerson(letter);
        }

        assertThat(policy.attemptsOf(letter)).isEqualTo(1);
        assertThat(policy.retryAt(letter)).contains(NOW.plusSeconds(2));
    }

    @Test
    void beginsAnewWhereAPersonTriesWhatWasGivenUp() {
        DeadLetter<EventMessage<?>> letter = newLetter();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            letter = failed(letter);
        }

        letter = failedForAPerson(letter);

        assertThat(policy.hasFailed(letter)).isFalse();
        assertThat(policy.retryAt(letter)).contains(NOW.plusSeconds(2));
    }

    @Test
    void isDueOnceItsTimeHasCome() {
        DeadLetter<EventMessage<?>> letter = failed(newLetter());

        assertThat(policy.isDue(letter)).isFalse();
        setClock(NOW.plusSeconds(2));
        assertThat(policy.isDue(letter)).isTrue();
    }

    @Test
    void isDueWhereAWrongClockHasSetItsTime() {
        setClock(Instant.parse("2099-01-01T00:00:00Z"));
        DeadLetter<EventMessage<?>> letter = failed(newLetter());
        setClock(NOW);

        assertThat(policy.isDue(letter)).isTrue();
    }

    @Test
    void triesALetterAtOnceThatOnlyWaitedBehindAnother() {
        assertThat(policy.isDue(newLetter())).isTrue();
    }

    @Test
    void keepsTheCauseOfTheLastFailure() {
        EnqueueDecision<EventMessage<?>> decision = policy.decide(newLetter(), new IllegalStateException("cut off"));

        assertThat(decision.shouldEnqueue()).isTrue();
        assertThat(decision.enqueueCause()).hasValueSatisfying(cause -> assertThat(cause).hasMessage("cut off"));
    }

    static DeadLetterRetryPolicy policy(Duration longest, int maxAttempts) {
        return new DeadLetterRetryPolicy(
                new CheckpointProperties("mongodb://localhost/c", 1, Duration.ofSeconds(2), longest,
                        maxAttempts, Duration.ofMinutes(15), Duration.ofSeconds(10), Duration.ofSeconds(5),
                        Duration.ofSeconds(30)));
    }

    private DeadLetter<EventMessage<?>> failed(DeadLetter<EventMessage<?>> letter) {
        return failed(letter, policy);
    }

    private static DeadLetter<EventMessage<?>> failed(DeadLetter<EventMessage<?>> letter,
            DeadLetterRetryPolicy policy) {
        return letter.withDiagnostics(policy.decide(letter, new IllegalStateException("cut off"))
                .withDiagnostics(letter)
                .diagnostics());
    }

    private DeadLetter<EventMessage<?>> failedForAPerson(DeadLetter<EventMessage<?>> letter) {
        AtomicReference<DeadLetter<EventMessage<?>>> failed = new AtomicReference<>();
        policy.byPerson(() -> failed.set(failed(letter)));
        return failed.get();
    }

    private static DeadLetter<EventMessage<?>> newLetter() {
        return new GenericDeadLetter<>("o1", GenericEventMessage.asEventMessage("an event"));
    }

    private static void setClock(Instant time) {
        GenericEventMessage.clock = Clock.fixed(time, ZoneOffset.UTC);
        GenericDeadLetter.clock = GenericEventMessage.clock;
    }
}
