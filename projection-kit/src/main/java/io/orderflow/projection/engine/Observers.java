package io.orderflow.projection.engine;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * The listeners to a generation of a projection: to the moves of its positions, to holes between its events, and to the
 * number of events that all generations of the projection have folded.
 *
 * @param serves whether queries are answered from the generation now; any thread may ask
 */
record Observers(PositionSignal signal, Gaps gaps, LongAdder folded, BooleanSupplier serves) {}
