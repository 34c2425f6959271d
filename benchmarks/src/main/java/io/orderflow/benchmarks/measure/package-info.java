/** Rounds of load, and the figures that are made of several rounds. */
@NullMarked
package io.orderflow.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
