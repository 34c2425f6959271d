package io.orderflow.saga;

import io.orderflow.api.saga.SagaStep;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The times that an order's process waits for the answers of each step. After that it asks again: the stock and the
 * payment after the same time, and {@link Timeouts#MAX_ASKS} times in all, the others each time after twice as long as
 * before.
 *
 * @param reserveTimeout      the time that the process waits for the stock to answer a reservation
 * @param authorizeTimeout    the time that the process waits for the payment to answer an authorization
 * @param confirmTimeout      the time that the process waits for the order to answer its confirmation
 * @param deliveryTimeout     the time that the process waits for the stock and the payment after the shipment
 * @param compensationTimeout the time that the process waits until everything is undone
 * @param maxTimeout          the longest time that the process waits before it asks again
 * @param maxPause            the longest pause of this service or its event store that still counts as waiting time
 */
@Validated
@ConfigurationProperties("orderflow.saga")
public record OrderSagaSettings(@DefaultValue("30s") @DurationMin(millis = 1) Duration reserveTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration authorizeTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration confirmTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration deliveryTimeout,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration compensationTimeout,
        @DefaultValue("30m") @DurationMin(millis = 1) Duration maxTimeout,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration maxPause) {

    private static final int MAX_DOUBLINGS = 20;

    /**
     * The time that the process waits at a step; empty for a step that waits for people, and for the ends.
     *
     * @param attempts how often the step has been tried again
     */
    Optional<Duration> timeoutOf(SagaStep step, int attempts) {
        return timeoutOf(step).map(timeout -> {
            Duration longer = timeout.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
            return attempts > 0 && longer.compareTo(maxTimeout) > 0 ? maxTimeout : longer;
        });
    }

    private Optional<Duration> timeoutOf(SagaStep step) {
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
