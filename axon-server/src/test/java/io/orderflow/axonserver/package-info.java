/** The server as it is embedded. */
@NullMarked
package io.orderflow.axonserver;

import org.jspecify.annotations.NullMarked;
