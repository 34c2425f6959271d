/**
 * What a store of events, snapshots and scheduled events promises, whatever keeps the bytes. Nothing here knows the
 * wire
 * or the routing of messages.
 */
@NullMarked
package io.orderflow.axonserver.store;

import org.jspecify.annotations.NullMarked;
