package io.orderflow.saga;

import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderCommand.VerifyShipment;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to be asked of others at the end of a process, be it a good one or not. Thread-safe. */
final class Errands {

    private final CommandSender sender;

    Errands(CommandSender sender) {
        this.sender = sender;
    }

    void deliver(OrderId order, List<Sku> skus, boolean capturePayment) {
        Stream<?> dispatches = skus.stream().map(sku -> new DispatchStock(sku, order));
        Stream<?> captures = Stream.of(new CapturePayment(PaymentId.of(order))).filter(capture -> capturePayment);
        sender.sendAll(Stream.concat(captures, dispatches));
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

    void undo(OrderId order, List<Sku> skus, boolean voidPayment) {
        Stream<?> voids = Stream.of(new VoidPayment(PaymentId.of(order), order)).filter(undo -> voidPayment);
        Stream<?> releases = skus.stream().map(sku -> new ReleaseStock(sku, order));
        sender.sendAll(Stream.concat(voids, releases));
    }

    /** It is the order that knows: only where it says that it is shipped, the process is told so. */
    void inquireAfterShipment(OrderId order) {
        if (sender.send(new VerifyShipment(order)).isEmpty()) {
            sender.send(new RecordOrderShipped(order));
        }
    }
}
