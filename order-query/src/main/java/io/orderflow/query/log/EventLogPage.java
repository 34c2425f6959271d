package io.orderflow.query.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the event log, newest first. It may have few events or none although there are more: a request reads a
 * bounded part of the log.
 *
 * @param next       the cursor with which the search goes on further back; absent where it has come to its end
 * @param position   the position of the last event of the log; -1 where there is none
 * @param searchedTo the position down to which the log has been searched, so that every event that is wanted at or
 *                   after it is on this page or on one before
 */
record EventLogPage(List<LoggedEvent> items, @Nullable String next, long position, long searchedTo) {}
