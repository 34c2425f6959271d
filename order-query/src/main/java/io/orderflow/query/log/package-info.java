/**
 * The event log as operators read it: newest first with filters, an event with its neighbours, and new events as they
 * come. It is read from the event store at each request, and has no documents.
 */
@NullMarked
package io.orderflow.query.log;

import org.jspecify.annotations.NullMarked;
