package io.orderflow.query.log;

import java.util.List;

/**
 * An event with those around it in the log.
 *
 * @param before the events right before it, the earliest first
 * @param after  the events right after it, the earliest first
 */
record EventNeighbours(LoggedEvent event, List<LoggedEvent> before, List<LoggedEvent> after) {}
