package io.orderflow.service.acting;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where those that act keep their checkpoints and dead letters, and how they work.
 *
 * @param uri           a MongoDB connection string that names a database
 * @param segments      how many sequences are handled at once in the whole system; fixed at the first start
 * @param retryInterval how often dead letters are tried again
 * @param claimTimeout  how long the segments of a process that died stay its own
 * @param claimInterval how often a process looks for segments that nobody has
 * @param letterClaim   how long a dead letter that a process was handling when it died stays its own; handling one
 *                      takes less
 */
@Validated
@ConfigurationProperties("orderflow.checkpoints")
public record CheckpointProperties(
        @NotBlank @DefaultValue("mongodb://localhost:27017/orderflow_checkpoints") String uri,
        @DefaultValue("4") int segments, @NotNull @DefaultValue("2s") Duration retryInterval,
        @NotNull @DefaultValue("10s") Duration claimTimeout, @NotNull @DefaultValue("5s") Duration claimInterval,
        @NotNull @DefaultValue("30s") Duration letterClaim) {}
