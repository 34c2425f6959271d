package io.orderflow.projection.engine;

/**
 * The listeners to the generations of one projection: to the moves of their positions, and to holes between their
 * events.
 */
record Observers(PositionSignal signal, Gaps gaps) {}
