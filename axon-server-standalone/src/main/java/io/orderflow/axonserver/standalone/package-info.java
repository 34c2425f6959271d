/** The server as a process of its own, with its command line and its log. */
@NullMarked
package io.orderflow.axonserver.standalone;

import org.jspecify.annotations.NullMarked;
