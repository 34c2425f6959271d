package io.orderflow.projection.generation;

import io.orderflow.projection.fold.Gaps;

/** What the generations of one projection tell of their work: that a position has moved, and holes between events. */
record Observers(PositionSignal signal, Gaps gaps) {}
