/**
 * The Axon Server protocol over gRPC: one class a service, which translates between the wire and {@code routing} and
 * {@code store}, and decides nothing itself. What has no class here answers {@code UNIMPLEMENTED}.
 *
 * <p>Calls run on the thread that brings them, because handing every message to another thread would cost more than
 * most of
 * them take. So nothing here may block, with one exception: what reads the disk, which over TCP has threads of its own
 * ({@link io.orderflow.axonserver.wire.Transport}).
 */
@NullMarked
package io.orderflow.axonserver.wire;

import org.jspecify.annotations.NullMarked;
