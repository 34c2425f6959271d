/**
 * A request that is repeated under the same {@code Idempotency-Key} gets the first answer again. The answers are
 * kept as
 * events, each in a stream of its own named after caller, method, path and key, so that they outlive restarts and the
 * loss of any database but the event store.
 */
@NullMarked
package io.orderflow.service.idempotency;

import org.jspecify.annotations.NullMarked;
