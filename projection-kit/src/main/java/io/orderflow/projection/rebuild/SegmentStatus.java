package io.orderflow.projection.rebuild;

/**
 * How a segment of a projection stands: the part of its documents that one process folds.
 *
 * @param position        every event at or before it is in the documents of the segment; -1 before the first event
 * @param eventsPerSecond how fast it passes events of the log, over the last few seconds
 * @param here            whether this process folds it; of others only the stored checkpoint is known, which lags a little
 */
public record SegmentStatus(int segment, long position, long lag, long eventsPerSecond, boolean here) {}
