/**
 * The small HTTP side: health, and those paths of the vendor's REST interface that tools and test helpers call. It is off
 * unless a port is given. It translates only, as {@code wire} does for gRPC.
 */
@NullMarked
package io.orderflow.axonserver.http;

import org.jspecify.annotations.NullMarked;
