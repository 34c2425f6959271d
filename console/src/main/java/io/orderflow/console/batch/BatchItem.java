package io.orderflow.console.batch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one item of a batch: a process by its order. */
record BatchItem(String orderId, @Nullable String outcome,
        @Nullable String code, @Nullable String detail, @Nullable Instant at) {}
