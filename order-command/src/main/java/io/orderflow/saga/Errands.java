package io.orderflow.saga;

import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderCommand.VerifyShipment;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaCommand.RecordOrderShipped;
import org.jspecify.annotations.Nullable;

/** What a process has to find out about the end of its order. Thread-safe. */
final class Errands {

    private final CommandSender sender;

    Errands(CommandSender sender) {
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

    /** It is the order that knows: only where it says that it is shipped, the process is told so. */
    void inquireAfterShipment(OrderId order) {
        if (sender.send(new VerifyShipment(order)).isEmpty()) {
            sender.send(new RecordOrderShipped(order));
        }
    }
}
