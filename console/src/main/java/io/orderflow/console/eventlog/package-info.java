/** The pages of the event log: its newest events, searches, its live tail, and one event with its neighbours. */
@NullMarked
package io.orderflow.console.eventlog;

import org.jspecify.annotations.NullMarked;
