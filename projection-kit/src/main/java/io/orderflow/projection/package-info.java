/** Projections as pure functions, and the machinery that keeps their documents up to date. */
@NullMarked
package io.orderflow.projection;

import org.jspecify.annotations.NullMarked;
