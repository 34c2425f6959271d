package io.orderflow.service.processor;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where event processors that send commands keep their checkpoints and dead letters, and how they run.
 *
 * @param uri                  the MongoDB connection string of the database, which it names
 * @param segments             the number of processes that can share the work of a processor; fixed at its first start
 * @param retryInterval        the pause before the first retry of a failed event; each further pause is twice as long
 * @param maxRetryInterval     the longest pause between two retries; in the first two minutes of a dead letter it is twice
 *                             the first pause
 * @param maxAttempts          the attempts after which a dead letter is shown as failed; the default is reached after
 *                             about an hour
 * @param lastingRetryInterval the pause between two retries of a failed dead letter, which go on without end
 * @param claimTimeout         the time after which another process takes over the segments of a process that died
 * @param claimInterval        the pause between two looks of a process for segments that no process has
 * @param letterClaim          the time after which a dead letter is retried that a process was handling when it died;
 *                             handling one takes less
 */
@Validated
@ConfigurationProperties("orderflow.checkpoints")
record CheckpointProperties(
        @NotBlank @DefaultValue("mongodb://localhost:27017/orderflow_checkpoints") String uri,
        @DefaultValue("4") @Min(1) int segments,
        @NotNull @DefaultValue("2s") @DurationMin(millis = 1) Duration retryInterval,
        @NotNull @DefaultValue("5m") @DurationMin(millis = 1) Duration maxRetryInterval,
        @DefaultValue("20") @Min(1) int maxAttempts,
        @NotNull @DefaultValue("15m") @DurationMin(millis = 1) Duration lastingRetryInterval,
        @NotNull @DefaultValue("10s") @DurationMin(millis = 1) Duration claimTimeout,
        @NotNull @DefaultValue("5s") @DurationMin(millis = 1) Duration claimInterval,
        @NotNull @DefaultValue("30s") @DurationMin(millis = 1) Duration letterClaim) {}
