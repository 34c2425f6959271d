package io.orderflow.projection.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * Watches the segments of one generation: for failures of their batches, for holes between their events, and how many
 * events they fold.
 */
record SegmentWatch(BatchFailures failures, GapDetector gaps, LongAdder folded) {}
