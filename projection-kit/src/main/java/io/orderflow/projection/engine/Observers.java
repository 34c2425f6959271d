package io.orderflow.projection.engine;

/** What the generations of one projection tell of their work: that a position has moved, and holes between events. */
record Observers(PositionSignal signal, Gaps gaps) {}
