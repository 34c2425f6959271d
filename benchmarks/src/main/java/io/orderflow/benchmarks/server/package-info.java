/**
 * The figures of the event store and message router, in process and over TCP, beside an idle server, whose figures are
 * the ceiling of the vendor's connector and of the transport.
 */
@NullMarked
package io.orderflow.benchmarks.server;

import org.jspecify.annotations.NullMarked;
