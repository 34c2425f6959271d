/** Runs Orderflow on one machine as it runs on several: each service, the event store and the database as a process. */
@NullMarked
package io.orderflow.platform.services;

import org.jspecify.annotations.NullMarked;
