package io.orderflow.projection.engine;

/** Watches the segments of one generation for failures of their batches, and for holes between their events. */
record SegmentWatch(BatchFailures failures, GapDetector gaps) {}
