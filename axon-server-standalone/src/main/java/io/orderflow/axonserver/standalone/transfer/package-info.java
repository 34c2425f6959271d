/** Events and snapshots of a context from a running server of this protocol to a file, and from a file to another one. */
@NullMarked
package io.orderflow.axonserver.standalone.transfer;

import org.jspecify.annotations.NullMarked;
