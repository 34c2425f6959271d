package io.orderflow.service.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptHistoryTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isReadAsItWasWritten() {
        AttemptHistory history = AttemptHistory.ofText(null)
                .and(new DeadLetterAttempt(TIME, false, "no answer"))
                .and(new DeadLetterAttempt(TIME.plusSeconds(2), true, ""));

        assertThat(AttemptHistory.ofText(history.toText())).isEqualTo(history);
        assertThat(history.attempts()).extracting(DeadLetterAttempt::byOperator).containsExactly(false, true);
    }

    @Test
    void remembersTheLastAttempts() {
        AttemptHistory history = IntStream.range(0, 25)
                .mapToObj(number -> new DeadLetterAttempt(TIME, false, "cause " + number))
                .reduce(AttemptHistory.ofText(null), AttemptHistory::and, (one, other) -> other);

        assertThat(history.attempts()).hasSize(AttemptHistory.KEPT);
        assertThat(history.attempts().getLast().cause()).isEqualTo("cause 24");
    }

    @Test
    void keepsACauseOfManyLinesOnOne() {
        AttemptHistory history = AttemptHistory.ofText("")
                .and(new DeadLetterAttempt(TIME, false, "one\n  two " + "long ".repeat(200)));

        assertThat(AttemptHistory.ofText(history.toText()).attempts()).singleElement()
                .satisfies(attempt -> assertThat(attempt.cause()).startsWith("one two long").hasSizeLessThan(301));
    }
}
