package io.orderflow.saga;

import io.orderflow.api.saga.SagaStep;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How long each step of an order's process may take before it is given up or, from delivery on, asked for again. */
@Validated
@ConfigurationProperties("orderflow.saga")
public record OrderSagaSettings(@DefaultValue("30s") @DurationMin(millis = 1) Duration reserveTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration authorizeTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration confirmTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration deliveryTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration compensationTimeout) {

    /** Empty for a step that waits for people, and for the ends. */
    Optional<Duration> timeoutOf(SagaStep step) {
        return switch (step) {
            case RESERVING_STOCK -> Optional.of(reserveTimeout);
            case AUTHORIZING_PAYMENT -> Optional.of(authorizeTimeout);
            case CONFIRMING_ORDER -> Optional.of(confirmTimeout);
            case DELIVERING -> Optional.of(deliveryTimeout);
            case COMPENSATING -> Optional.of(compensationTimeout);
            case AWAITING_SHIPMENT, COMPLETED, COMPENSATED -> Optional.empty();
        };
    }
}
