/**
 * The figures of orders: how many orders the platform, as {@code ./run} starts it, places and confirms. Every
 * projection is live, and the load runs on the same machine.
 */
@NullMarked
package io.orderflow.benchmarks.order;

import org.jspecify.annotations.NullMarked;
