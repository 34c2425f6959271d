/**
 * Loads aggregates: from a snapshot and the events after it, or from memory where that is as new as the event store,
 * and only where the version is one that the caller expects.
 */
@NullMarked
package io.orderflow.service.aggregate;

import org.jspecify.annotations.NullMarked;
