package io.orderflow.projection.updates;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How documents are watched.
 *
 * @param maxSubscribers how many clients of this process may watch at once; the next one is answered with 503
 * @param buffer         how many changes wait for a client that reads slowly, before it is cut off
 * @param heartbeat      how often a client is sent a comment where nothing changes, by which one that left is noticed
 * @param sweep          how often all watched documents are looked at, whatever the log says: a swap of collections or
 *                       a dead letter retried elsewhere changes them without an event
 */
@Validated
@ConfigurationProperties("orderflow.updates")
public record UpdateProperties(@Min(1) @Max(1_000_000) @DefaultValue("5000") int maxSubscribers,
        @Min(1) @Max(10_000) @DefaultValue("64") int buffer, @NotNull @DefaultValue("15s") Duration heartbeat,
        @NotNull @DefaultValue("30s") Duration sweep) {}
