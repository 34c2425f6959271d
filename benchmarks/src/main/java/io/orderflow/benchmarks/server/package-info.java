/**
 * The figures of the event store and message router, in process and over TCP, next to a server that does nothing: what
 * that one reaches is the ceiling of the vendor's connector and of the transport.
 */
@NullMarked
package io.orderflow.benchmarks.server;

import org.jspecify.annotations.NullMarked;
