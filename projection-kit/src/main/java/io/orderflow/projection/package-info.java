/** Projections as pure functions, and the runtime that keeps their documents up to date. */
@NullMarked
package io.orderflow.projection;

import org.jspecify.annotations.NullMarked;
