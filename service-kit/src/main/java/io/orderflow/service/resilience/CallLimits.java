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
 * @param read    a read of a database or of the event store, for which somebody waits; of a stream, the time until its
 *                next message
 * @param history an answer that is folded from the events of the past
 * @param command a command, and the writing of its events
 * @param write   a batch of documents, an index, a look through a whole collection: nobody waits for them, and a
 *                database that is slow may go on
 */
@Validated
@ConfigurationProperties("orderflow.call-limits")
public record CallLimits(
        @NotNull @DefaultValue("2s") @DurationMin(millis = 1) Duration read,
        @NotNull @DefaultValue("10s") @DurationMin(millis = 1) Duration history,
        @NotNull @DefaultValue("10s") @DurationMin(millis = 1) Duration command,
        @NotNull @DefaultValue("30s") @DurationMin(millis = 1) Duration write) {

    /** What is set where nothing else is. */
    public static final CallLimits DEFAULT = new CallLimits(Duration.ofSeconds(2), Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** Until a query is answered: a little more than the read that its handler makes. */
    public Duration query() {
        return read.plus(read.dividedBy(4));
    }
}
