/** Measures how fast Orderflow is: which figures there are, and how each group of them gets a JVM of its own. */
@NullMarked
package io.orderflow.benchmarks;

import org.jspecify.annotations.NullMarked;
