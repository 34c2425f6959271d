package io.orderflow.service.resilience;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a call that leaves the process may take.
 *
 * @param read    the limit of a read of a database or of the event store for which a caller waits; of a stream, the limit
 *                until its next message
 * @param history the limit of a query whose answer is folded from past events
 * @param command the limit of a command, and of the writing of its events
 * @param write   the limit of a batch of documents, of making an index, and of a read of a whole collection; no caller
 *                waits for these
 */
@Validated
@ConfigurationProperties("orderflow.call-limits")
public record CallLimits(
        @NotNull @DefaultValue("2s") @DurationMin(millis = 1) Duration read,
        @NotNull @DefaultValue("10s") @DurationMin(millis = 1) Duration history,
        @NotNull @DefaultValue("10s") @DurationMin(millis = 1) Duration command,
        @NotNull @DefaultValue("30s") @DurationMin(millis = 1) Duration write) {

    /** The limits where nothing else is configured. */
    public static final CallLimits DEFAULT = new CallLimits(Duration.ofSeconds(2), Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** The limit of a query: a little more than the read that its handler makes. */
    public Duration query() {
        return read.plus(read.dividedBy(4));
    }
}
