/** The figures of a platform that has been used for long: whether it costs more than one that has just begun. */
@NullMarked
package io.orderflow.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
