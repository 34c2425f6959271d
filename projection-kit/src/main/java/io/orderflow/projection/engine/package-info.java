/**
 * Runs projections from the log to the documents: their collections, the processors that fill them, and their dead
 * letters.
 */
@NullMarked
package io.orderflow.projection.engine;

import org.jspecify.annotations.NullMarked;
