/** Orderflow in one process: every service in one Spring context, on an embedded event store and database. */
@NullMarked
package io.orderflow.platform;

import org.jspecify.annotations.NullMarked;
