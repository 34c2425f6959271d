/** The figures of projections: how fast a rebuild is, and how soon documents show new events. */
@NullMarked
package io.orderflow.benchmarks.projection;

import org.jspecify.annotations.NullMarked;
