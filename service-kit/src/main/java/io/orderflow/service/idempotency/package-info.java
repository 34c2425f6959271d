/**
 * A request that is repeated under the same {@code Idempotency-Key} has its effect once, and gets the first answer
 * again. The outcome of a request is an event, in a stream of its own named after caller, method, path and key, so that
 * it outlives restarts and the loss of any database but the event store.
 */
@NullMarked
package io.orderflow.service.idempotency;

import org.jspecify.annotations.NullMarked;
