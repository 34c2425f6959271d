/** Routing without a wire. */
@NullMarked
package io.orderflow.axonserver.routing;

import org.jspecify.annotations.NullMarked;
