package io.orderflow.api.saga;

import java.util.EnumSet;
import java.util.Set;

/** A filter of the list of sagas: a kind of step, or one step by its name. */
public enum SagaStatus {
    ALL, ACTIVE, ENDED, RESERVING_STOCK, AUTHORIZING_PAYMENT, CONFIRMING_ORDER, AWAITING_SHIPMENT, DELIVERING,
    COMPENSATING, COMPLETED, COMPENSATED;

    public Set<SagaStep> steps() {
        return switch (this) {
            case ALL -> EnumSet.allOf(SagaStep.class);
            case ACTIVE -> EnumSet.complementOf(ends());
            case ENDED -> ends();
            default -> EnumSet.of(SagaStep.valueOf(name()));
        };
    }

    private static EnumSet<SagaStep> ends() {
        return EnumSet.of(SagaStep.COMPLETED, SagaStep.COMPENSATED);
    }
}
