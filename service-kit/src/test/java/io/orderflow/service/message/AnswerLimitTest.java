package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {

    @BeforeEach
    void nothingIsWaitedFor() {
        await().until(() -> AnswerLimit.waitedFor() == 0);
    }

    @Test
    void endsAWaitForAnAnswerThatDoesNotCome() {
        CompletableFuture<String> answer = AnswerLimit.of(new CompletableFuture<>(), Duration.ofMillis(50));

        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void keepsNothingOfAnAnswerThatHasCome() {
        CompletableFuture<String> answer = AnswerLimit.of(new CompletableFuture<>(), Duration.ofHours(1));
        assertThat(AnswerLimit.waitedFor()).isOne();

        answer.complete("here");

        assertThat(answer.join()).isEqualTo("here");
        await().until(() -> AnswerLimit.waitedFor() == 0);
    }

    @Test
    void doesNotWaitForAnAnswerThatIsThere() {
        CompletableFuture<String> answer = AnswerLimit.of(CompletableFuture.completedFuture("here"),
                Duration.ofHours(1));

        assertThat(answer.join()).isEqualTo("here");
        assertThat(AnswerLimit.waitedFor()).isZero();
    }

    /** Whoever waits may do anything then, and must not hold up the others. */
    @Test
    void endsOtherWaitsWhereTheFirstOneTakesLong() {
        CompletableFuture<String> blocked = AnswerLimit.of(new CompletableFuture<>(), Duration.ofMillis(10));
        CompletableFuture<String> other = new CompletableFuture<>();
        CompletableFuture<String> waiting = blocked.handle((answer, failure) -> other.join());

        AnswerLimit.of(other, Duration.ofMillis(300));

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(TimeoutException.class);
    }
}
