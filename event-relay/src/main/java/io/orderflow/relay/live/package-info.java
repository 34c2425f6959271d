/** Publishes events as they happen, and shows how far that is. */
@NullMarked
package io.orderflow.relay.live;

import org.jspecify.annotations.NullMarked;
