/** Orderflow under fire: the services as processes that are killed, paused and cut off while clients insist. */
@NullMarked
package io.orderflow.platform.chaos;

import org.jspecify.annotations.NullMarked;
