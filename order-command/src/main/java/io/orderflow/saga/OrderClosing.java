package io.orderflow.saga;

import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Closes an order whose process is being undone, before any stock or money is given back. Thread-safe. */
final class OrderClosing {

    private final CommandSender sender;

    OrderClosing(CommandSender sender) {
        this.sender = sender;
    }

    /**
     * Rejects the order, where it is not closed already. Nothing is undone before that: until then the order may be
     * shipped, and the goods and the money are owed.
     *
     * @return whether the order is closed
     */
    boolean close(OrderId order, @Nullable RejectionReason reason) {
        return reason == null || sender.send(new RejectOrder(order, reason)).isEmpty();
    }
}
