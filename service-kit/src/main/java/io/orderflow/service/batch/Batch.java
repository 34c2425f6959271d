package io.orderflow.service.batch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of an operator for many items.
 *
 * @param action  what is asked for, in the words of the {@link BatchWork}
 * @param filter  how the items were selected, by the names of the filter's fields
 * @param by      the operator
 * @param total   the number of items
 * @param endedAt absent while it is running
 */
public record Batch(String batchId, String action, String reason, Map<String, String> filter, String by,
        BatchState state, long total, BatchCounts outcomes, Instant startedAt, @Nullable Instant endedAt) {}
