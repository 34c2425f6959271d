/**
 * Event processors whose handlers send commands: the manager of the order saga and the policies. They keep their
 * checkpoints and their dead letters in a database of their own, which outlives restarts, so that a restart never handles
 * old events again.
 */
@NullMarked
package io.orderflow.service.processor;

import org.jspecify.annotations.NullMarked;
