package io.orderflow.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.saga.SagaStep;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OrderSagaSettingsTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void giveEveryStepOfTheMachineHalfAMinute() {
        context.run(started -> {
            OrderSagaSettings settings = started.getBean(OrderSagaSettings.class);
            for (SagaStep step : SagaStep.values()) {
                switch (step) {
                    case AWAITING_SHIPMENT, COMPLETED, COMPENSATED -> assertThat(settings.timeoutOf(step, 0)).isEmpty();
                    default -> assertThat(settings.timeoutOf(step, 0)).contains(Duration.ofSeconds(30));
                }
            }
        });
    }

    @Test
    void giveEachStepItsOwnTime() {
        context.withPropertyValues("orderflow.saga.reserve-timeout=1s", "orderflow.saga.authorize-timeout=2s",
                "orderflow.saga.confirm-timeout=3s", "orderflow.saga.delivery-timeout=4s",
                "orderflow.saga.compensation-timeout=5s", "orderflow.saga.max-timeout=20s")
                .run(started -> assertThat(started.getBean(OrderSagaSettings.class))
                        .isEqualTo(ProcessInMemory.SETTINGS));
    }

    @Test
    void doubleTheTimeWithEachAttemptUpToALimit() {
        OrderSagaSettings settings = ProcessInMemory.SETTINGS;

        assertThat(settings.timeoutOf(SagaStep.COMPENSATING, 1)).contains(Duration.ofSeconds(10));
        assertThat(settings.timeoutOf(SagaStep.COMPENSATING, 2)).contains(Duration.ofSeconds(20));
        assertThat(settings.timeoutOf(SagaStep.COMPENSATING, 1_000)).contains(Duration.ofSeconds(20));
        assertThat(settings.timeoutOf(SagaStep.COMPLETED, 1_000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s"})
    void refuseAStepWithoutTime(String timeout) {
        context.withPropertyValues("orderflow.saga.confirm-timeout=" + timeout)
                .run(started -> assertThat(started).hasFailed());
    }

    @EnableConfigurationProperties(OrderSagaSettings.class)
    static class Bound {}
}
