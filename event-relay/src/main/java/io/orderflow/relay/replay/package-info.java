/** Publishes the past once more, beside the live events. */
@NullMarked
package io.orderflow.relay.replay;

import org.jspecify.annotations.NullMarked;
