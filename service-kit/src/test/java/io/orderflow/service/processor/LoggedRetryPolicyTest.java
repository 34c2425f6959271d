package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The lines about dead letters. */
@ExtendWith(OutputCaptureExtension.class)
class LoggedRetryPolicyTest {

    private static final int FLOOD = 10_000;

    private final LoggedRetryPolicy policy = new LoggedRetryPolicy("flooded",
            DeadLetterRetryPolicyTest.policy(Duration.ofMinutes(5), 20));

    private boolean setsAside(int number, String reason) {
        EnqueueDecision<?> decision = policy.decide(
                new GenericDeadLetter<>("order:o" + number, GenericEventMessage.asEventMessage("fact" + number)),
                new IllegalStateException(reason));
        return decision.shouldEnqueue();
    }

    @Test
    void setsEachOfAFloodAsideAndLogsAFewOfThemWithoutATrace(CapturedOutput output) {
        for (int i = 0; i < FLOOD; i++) {
            assertThat(setsAside(i, "The product is damaged")).isTrue();
        }
        setsAside(FLOOD, "Something else");

        assertThat(output.getAll().lines().filter(line -> line.contains("flooded sets"))).hasSizeBetween(2, 20)
                .last().asString().contains("Something else; " + (FLOOD - 5) + " more dead letters before it");
        assertThat(output.getAll()).doesNotContain("\tat ");
    }
}
