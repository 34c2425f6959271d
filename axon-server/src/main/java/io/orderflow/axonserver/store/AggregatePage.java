package io.orderflow.axonserver.store;

import java.util.List;

/**
 * Some events of an aggregate, in order.
 *
 * @param last
 *            whether the range that was asked for has none after them
 */
public record AggregatePage(List<StoredEvent> events, boolean last) {}
