/** The server as a process of its own. */
@NullMarked
package io.orderflow.axonserver.standalone;

import org.jspecify.annotations.NullMarked;
