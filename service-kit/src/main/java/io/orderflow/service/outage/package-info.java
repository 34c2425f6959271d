/**
 * What becomes of the process when the event store or a database is away or hangs: limits of the calls that leave it,
 * and what it knows of the others without asking.
 */
@NullMarked
package io.orderflow.service.outage;

import org.jspecify.annotations.NullMarked;
