/**
 * A server that speaks the Axon Server protocol, to be embedded ({@link io.orderflow.axonserver.AxonServer}) or run
 * alone
 * ({@link io.orderflow.axonserver.AxonServerApplication}): for development, tests and a single machine.
 */
@NullMarked
package io.orderflow.axonserver;

import org.jspecify.annotations.NullMarked;
