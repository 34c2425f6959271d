/**
 * What keeps a process useful while the event store or a database is away or hangs: limits for the calls that leave the
 * process, what is known of the others without asking them, and what has failed since when, in the log and in the health.
 */
@NullMarked
package io.orderflow.service.resilience;

import org.jspecify.annotations.NullMarked;
