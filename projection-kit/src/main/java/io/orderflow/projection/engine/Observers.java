package io.orderflow.projection.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * The listeners to the generations of one projection: to the moves of their positions, to holes between their events,
 * and to the number of events that all of them have folded.
 */
record Observers(PositionSignal signal, Gaps gaps, LongAdder folded) {}
