/** Lets a client read its own writes: queries wait, for a bounded time, for the position that a command answered. */
@NullMarked
package io.orderflow.projection.freshness;

import org.jspecify.annotations.NullMarked;
