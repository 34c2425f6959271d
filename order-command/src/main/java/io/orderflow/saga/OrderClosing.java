package io.orderflow.saga;

import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Closes an order whose process is undone, before anything of it is given back. Thread-safe. */
final class OrderClosing {

    private final CommandSender sender;

    OrderClosing(CommandSender sender) {
        this.sender = sender;
    }

    /**
     * Has the order rejected, where it is not closed already. Nothing is undone before: until then it may be shipped,
     * and the goods and the money owed.
     *
     * @return whether it is closed
     */
    boolean close(OrderId order, @Nullable RejectionReason reason) {
        return reason == null || sender.send(new RejectOrder(order, reason)).isEmpty();
    }
}
