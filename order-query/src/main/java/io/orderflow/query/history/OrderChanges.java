package io.orderflow.query.history;

import io.orderflow.api.message.MessageType;
import io.orderflow.query.history.OrderVersions.OrderVersion;
import java.util.List;

/**
 * A page of an order's history with the differences that its events made.
 *
 * @param versions one for each event of the page, in the same order
 */
@MessageType("view.order-changes")
record OrderChanges(HistoryPage page, List<OrderVersion> versions) {}
