/**
 * Event handlers that act: the saga's manager and the policies. They keep their checkpoints and dead letters in a
 * database of their own, which outlives restarts, so that a restart never acts on old events again.
 */
@NullMarked
package io.orderflow.service.acting;

import org.jspecify.annotations.NullMarked;
