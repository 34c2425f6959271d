/**
 * The figures of orders: how many can be placed and carried to their confirmation on the platform as {@code ./run}
 * starts it, with every projection live and the load beside it on the same machine.
 */
@NullMarked
package io.orderflow.benchmarks.order;

import org.jspecify.annotations.NullMarked;
