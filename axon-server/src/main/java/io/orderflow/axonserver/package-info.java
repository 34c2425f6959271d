/**
 * A server that speaks the Axon Server protocol, to be embedded ({@link io.orderflow.axonserver.AxonServer}) in
 * applications and tests. The module {@code axon-server-standalone} runs it as a process of its own.
 */
@NullMarked
package io.orderflow.axonserver;

import org.jspecify.annotations.NullMarked;
