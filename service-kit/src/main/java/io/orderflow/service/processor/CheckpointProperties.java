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
 * Where those that act keep their checkpoints and dead letters, and how they work.
 *
 * @param uri              a MongoDB connection string that names a database
 * @param segments         among how many processes the work can be divided; fixed at the first start
 * @param retryInterval    how long after its failure an event is tried again for the first time; each further time it
 *                         is twice as long
 * @param maxRetryInterval how long it is at most; in the first two minutes at most twice the first
 * @param maxAttempts      how often an event is tried before it is shown as failed; with what is set here by default,
 *                         that is after about an hour
 * @param lastingRetryInterval how often a failed event is tried again, without an end
 * @param claimTimeout     how long the segments of a process that died stay its own
 * @param claimInterval    how often a process looks for segments that nobody has
 * @param letterClaim      how long a dead letter that a process was handling when it died stays its own; handling one
 *                         takes less
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
