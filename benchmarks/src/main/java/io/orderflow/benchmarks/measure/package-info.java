/** Rounds of load, what they measure, and the figures that several of them make. */
@NullMarked
package io.orderflow.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
