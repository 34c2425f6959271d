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
 */
@Validated
@ConfigurationProperties("orderflow.checkpoints")
public record CheckpointProperties(
        @NotBlank @DefaultValue("mongodb://localhost:27017/orderflow_checkpoints") String uri,
        @DefaultValue("8") int segments, @NotNull @DefaultValue("2s") Duration retryInterval) {}
