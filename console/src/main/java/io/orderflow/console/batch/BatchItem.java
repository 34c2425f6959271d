package io.orderflow.console.batch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch.
 *
 * @param orderId  names a process by its order; absent where the item is none
 * @param sequence names a sequence of dead letters; absent likewise
 */
record BatchItem(@Nullable String orderId, @Nullable String sequence, @Nullable String outcome,
        @Nullable String code, @Nullable String detail, @Nullable Instant at) {

    public String key() {
        return orderId != null ? orderId : sequence != null ? sequence : "";
    }
}
