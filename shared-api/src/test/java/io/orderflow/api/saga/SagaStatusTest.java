package io.orderflow.api.saga;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SagaStatusTest {

    @ParameterizedTest
    @EnumSource
    void meansEveryStepByItsName(SagaStep step) {
        assertThat(SagaStatus.valueOf(step.name()).steps()).containsExactly(step);
    }

    @Test
    void dividesAllStepsIntoActiveAndEnded() {
        assertThat(SagaStatus.ENDED.steps()).containsExactly(SagaStep.COMPLETED, SagaStep.COMPENSATED);
        assertThat(SagaStatus.ACTIVE.steps()).doesNotContainAnyElementsOf(SagaStatus.ENDED.steps());
        assertThat(SagaStatus.ALL.steps())
                .hasSize(SagaStatus.ACTIVE.steps().size() + SagaStatus.ENDED.steps().size())
                .hasSize(SagaStep.values().length);
    }
}
