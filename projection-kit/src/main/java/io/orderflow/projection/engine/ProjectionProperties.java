package io.orderflow.projection.engine;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How projections run.
 *
 * @param batchSize       events folded and written together at most
 * @param replayFrom      a projection that is so many events behind when it starts, or more, is replayed
 * @param replayBatchSize events that a replay folds and writes together at most; so many twice over are in memory
 * @param replayThreads   how many parts of such a batch are folded and written at once
 * @param segments        among how many processes a projection can be divided; each makes its own round trips to the
 *                        database. Fixed for a collection when it is begun
 * @param claimInterval   how often a process looks for segments that nobody runs, and the earliest time after which a
 *                        failed one is tried again
 * @param claimTimeout    how long the segments of a process that died stay its own; a batch takes less
 * @param pointerRefresh  how often a process looks which collections serve; a swap in another process is seen this late
 * @param retirementDelay how long a collection that no longer serves stays: longer than {@code pointerRefresh} and than
 *                        any query, so that no process still reads or writes it when it goes
 * @param consistencyWait how long a query with a {@code Consistency-Token} waits at most
 * @param rebuildsKept    so many rebuilds of each projection are remembered, and listed; older ones are forgotten when
 *                        another one begins
 */
@Validated
@ConfigurationProperties("orderflow.projections")
public record ProjectionProperties(@Min(1) @Max(10_000) @DefaultValue("500") int batchSize,
        @Min(1) @DefaultValue("2000") int replayFrom,
        @Min(1) @Max(100_000) @DefaultValue("2000") int replayBatchSize,
        @Min(1) @Max(64) @DefaultValue("2") int replayThreads,
        @Min(1) @Max(64) @DefaultValue("1") int segments,
        @NotNull @DefaultValue("5s") Duration claimInterval,
        @NotNull @DefaultValue("10s") Duration claimTimeout,
        @NotNull @DefaultValue("1s") Duration pointerRefresh,
        @NotNull @DefaultValue("5s") Duration retirementDelay,
        @NotNull @DefaultValue("5s") Duration consistencyWait,
        @Min(1) @Max(10_000) @DefaultValue("100") int rebuildsKept) {}
