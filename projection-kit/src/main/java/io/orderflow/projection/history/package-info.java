/** Documents as they were: folded again from the event store, never stored. */
@NullMarked
package io.orderflow.projection.history;

import org.jspecify.annotations.NullMarked;
