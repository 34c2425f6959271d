package io.orderflow.projection.engine;

/** What is noticed of the segments of one generation: that they cannot go on, and holes between their events. */
record SegmentWatch(BatchFailures failures, GapDetector gaps) {}
