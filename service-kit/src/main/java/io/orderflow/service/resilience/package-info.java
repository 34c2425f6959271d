/**
 * Keeps a process useful while the event store or a database is away or hangs: limits for the calls that leave the
 * process, the state of the other servers without asking them, and repeated failures, in the log and in the health.
 */
@NullMarked
package io.orderflow.service.resilience;

import org.jspecify.annotations.NullMarked;
