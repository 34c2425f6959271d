/** The figures of projections: how fast one is rebuilt, and how soon it shows what has happened. */
@NullMarked
package io.orderflow.benchmarks.projection;

import org.jspecify.annotations.NullMarked;
