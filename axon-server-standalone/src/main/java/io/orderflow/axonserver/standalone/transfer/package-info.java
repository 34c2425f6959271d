/** Events, snapshots and scheduled events of a context from one server of this protocol to another, directly or by a file. */
@NullMarked
package io.orderflow.axonserver.standalone.transfer;

import org.jspecify.annotations.NullMarked;
