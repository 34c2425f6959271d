package io.orderflow.order;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderCommand.PlaceOrder;
import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderCommand.VerifyShipment;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.Parcel;
import io.orderflow.service.aggregate.Owned;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * An order's life. A customer places it, the saga confirms it once stock and payment are secured, and it ends when it
 * is shipped. Until then the customer may cancel it and the saga may reject it, either of which ends it too. This
 * aggregate decides which command wins when these meet: of shipping, cancelling and rejecting exactly one happens. A
 * shipped order records when its payment is paid back, which is its last event.
 *
 * <p>A repeated command changes nothing. A rejection that finds the order closed already also changes nothing, because
 * the saga wants no more than that the order is closed. So an order refuses a rejection only where the goods have left,
 * and the saga relies on this.
 */
@Aggregate
class Order implements Owned {

    @AggregateIdentifier
    private @Nullable OrderId orderId;
    private @Nullable OrderPlaced placed;
    private @Nullable OrderShipped shipped;
    private @Nullable OrderStatus status;
    private boolean refunded;

    Order() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PlaceOrder command) {
        var asked = new OrderPlaced(command.orderId(), command.customerId(), command.accountId(), command.lines(),
                command.total());
        if (placed == null) {
            apply(asked);
        } else if (!placed.equals(asked)) {
            throw new OrderAlreadyPlaced(command.orderId());
        }
    }

    @CommandHandler
    void handle(ConfirmOrder command) {
        requireOpen();
        if (status == OrderStatus.PLACED) {
            apply(new OrderConfirmed(command.orderId(), placed.customerId(), placed.total()));
        }
    }

    @CommandHandler
    void handle(ShipOrder command) {
        requireOpen();
        var asked = new OrderShipped(command.orderId(), placed.customerId(), placed.total(),
                Parcel.of(command.carrier(), command.trackingNumber()));
        if (shipped == null) {
            requireConfirmed();
            apply(asked);
        } else if (!shipped.equals(asked)) {
            throw new OrderAlreadyShippedOtherwise(command.orderId());
        }
    }

    @CommandHandler
    void handle(VerifyShipment command) {
        requireShipped();
    }

    @CommandHandler
    void handle(RejectOrder command) {
        requireNotShipped();
        if (status == OrderStatus.PLACED || status == OrderStatus.CONFIRMED) {
            apply(new OrderRejected(command.orderId(), placed.customerId(), placed.total(), command.reason()));
        }
    }

    @CommandHandler
    void handle(CancelOrder command) {
        requireNotShipped();
        requireNotRejected();
        if (status != OrderStatus.CANCELLED) {
            apply(new OrderCancelled(command.orderId(), placed.customerId(), placed.total(), command.reason()));
        }
    }

    @CommandHandler
    void handle(RecordRefund command) {
        requireShipped();
        if (!refunded) {
            apply(new OrderRefunded(command.orderId(), placed.customerId(), placed.total(), command.refundedAt()));
        }
    }

    @Override
    public boolean isOf(String customer) {
        return placed == null || placed.customerId().value().equals(customer);
    }

    @EventSourcingHandler
    void on(OrderPlaced event) {
        orderId = event.orderId();
        placed = event;
        status = OrderStatus.PLACED;
    }

    @EventSourcingHandler
    void on(OrderConfirmed event) {
        status = OrderStatus.CONFIRMED;
    }

    @EventSourcingHandler
    void on(OrderShipped event) {
        shipped = event;
        status = OrderStatus.SHIPPED;
    }

    @EventSourcingHandler
    void on(OrderRejected event) {
        status = OrderStatus.REJECTED;
    }

    @EventSourcingHandler
    void on(OrderCancelled event) {
        status = OrderStatus.CANCELLED;
    }

    @EventSourcingHandler
    void on(OrderRefunded event) {
        refunded = true;
    }

    private void requireOpen() {
        requireNotRejected();
        if (status == OrderStatus.CANCELLED) {
            throw new OrderCancelledBefore(orderId);
        }
    }

    private void requireNotRejected() {
        if (status == OrderStatus.REJECTED) {
            throw new OrderRejectedBefore(orderId);
        }
    }

    private void requireNotShipped() {
        if (status == OrderStatus.SHIPPED) {
            throw new OrderAlreadyShipped(orderId);
        }
    }

    private void requireShipped() {
        if (status != OrderStatus.SHIPPED) {
            throw new OrderNotShipped(orderId);
        }
    }

    private void requireConfirmed() {
        if (status != OrderStatus.CONFIRMED) {
            throw new OrderNotConfirmed(orderId);
        }
    }
}
