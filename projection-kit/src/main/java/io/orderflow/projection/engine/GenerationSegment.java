package io.orderflow.projection.engine;

/**
 * How far a segment of a generation is: the part of the documents that one process folds.
 *
 * @param here whether this process has the segment; of others only the stored checkpoint is known, which lags a little
 */
public record GenerationSegment(int segment, long position, boolean here) {}
