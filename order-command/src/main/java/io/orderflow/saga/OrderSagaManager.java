package io.orderflow.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.SagaCommand;
import io.orderflow.api.saga.SagaCommand.RecordLineDispatched;
import io.orderflow.api.saga.SagaCommand.RecordLineRefused;
import io.orderflow.api.saga.SagaCommand.RecordLineReleased;
import io.orderflow.api.saga.SagaCommand.RecordLineReserved;
import io.orderflow.api.saga.SagaCommand.RecordOrderCancelled;
import io.orderflow.api.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.api.saga.SagaCommand.RecordOrderRejected;
import io.orderflow.api.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.api.saga.SagaCommand.RecordPaymentAuthorized;
import io.orderflow.api.saga.SagaCommand.RecordPaymentCaptured;
import io.orderflow.api.saga.SagaCommand.RecordPaymentDeclined;
import io.orderflow.api.saga.SagaCommand.RecordPaymentVoided;
import io.orderflow.api.saga.SagaCommand.RecordStepTimeout;
import io.orderflow.api.saga.SagaCommand.StartFulfilment;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.AuthorizationRetried;
import io.orderflow.api.saga.SagaEvent.CancellationRequested;
import io.orderflow.api.saga.SagaEvent.CompensationRetried;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.ConfirmationRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.LateReservationFound;
import io.orderflow.api.saga.SagaEvent.PaymentSecured;
import io.orderflow.api.saga.SagaEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.ShipmentInquired;
import io.orderflow.api.saga.SagaEvent.StepSkipped;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.service.command.Commands;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/**
 * Carries the process between the saga and the rest of the world, and does two things only: it tells the saga what
 * happened to order, stock and payment and that a deadline passed, and it sends the commands that the saga's own events
 * call for. It decides nothing and remembers nothing. It must see the events of one order one after the other, and may
 * see any of them again.
 *
 * <p>A refused command is left alone: where the saga waits for something that has been refused, another fact settles it
 * (the order was cancelled, the payment declined), or at last the step's deadline. A command that fails otherwise is
 * thrown, so that the event is handled again later, before any other of the same order.
 */
@ProcessingGroup(OrderSagaManager.PROCESSOR)
@DisallowReplay
public class OrderSagaManager {

    public static final String PROCESSOR = "order-saga-manager";

    private final CommandSender sender;
    private final Errands errands;
    private final Deadlines deadlines;

    public OrderSagaManager(Commands commands, EventScheduler scheduler, OrderSagaSettings settings) {
        this.sender = new CommandSender(commands);
        this.errands = new Errands(sender);
        this.deadlines = new Deadlines(scheduler, settings);
    }

    /** What the events of one order have in common, so that they are handled in their order. */
    public static String orderOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case OrderEvent order -> order.orderId().value();
            case StockEvent.ForOrder stock -> stock.orderId().value();
            case PaymentEvent payment -> payment.orderId().value();
            case SagaEvent saga -> saga.orderId().value();
            case StepDeadlinePassed deadline -> deadline.orderId().value();
            case null, default -> event.getIdentifier();
        };
    }

    /** A refund comes after the end of the process. */
    @EventHandler
    void on(OrderEvent event) {
        OrderId order = event.orderId();
        SagaCommand fact = switch (event) {
            case OrderPlaced placed -> new StartFulfilment(order, placed.customerId(), placed.accountId(),
                    placed.lines(), placed.total());
            case OrderConfirmed confirmed -> new RecordOrderConfirmed(order);
            case OrderShipped shipped -> new RecordOrderShipped(order);
            case OrderRejected rejected -> new RecordOrderRejected(order);
            case OrderCancelled cancelled -> new RecordOrderCancelled(order);
            case OrderRefunded refunded -> null;
        };
        if (fact != null) {
            sender.send(fact);
        }
    }

    @EventHandler
    void on(StockEvent.ForOrder event) {
        OrderId order = event.orderId();
        sender.send(switch (event) {
            case StockReserved reserved -> new RecordLineReserved(order, reserved.sku(), reserved.name());
            case StockReservationRefused refused -> new RecordLineRefused(order, refused.sku(), refused.reason());
            case StockDispatched dispatched -> new RecordLineDispatched(order, dispatched.sku());
            case StockReleased released -> new RecordLineReleased(order, released.sku());
        });
    }

    @EventHandler
    void on(PaymentAuthorized event) {
        sender.send(new RecordPaymentAuthorized(event.orderId()));
    }

    @EventHandler
    void on(PaymentDeclined event) {
        sender.send(new RecordPaymentDeclined(event.orderId(), event.reason()));
    }

    @EventHandler
    void on(PaymentCaptured event) {
        sender.send(new RecordPaymentCaptured(event.orderId()));
    }

    @EventHandler
    void on(PaymentVoided event) {
        sender.send(new RecordPaymentVoided(event.orderId()));
    }

    @EventHandler
    void on(StepDeadlinePassed event) {
        sender.send(new RecordStepTimeout(event.orderId(), event.step()));
    }

    @EventHandler
    void on(FulfilmentStarted event) {
        reserve(event.orderId(), event.lines());
    }

    @EventHandler
    void on(StockSecured event) {
        authorize(event.orderId(), event.accountId(), event.total());
    }

    @EventHandler
    void on(PaymentSecured event) {
        confirm(event.orderId());
    }

    @EventHandler
    void on(ShipmentAwaited event) {
        deadlines.enter(event.orderId(), SagaStep.AWAITING_SHIPMENT);
    }

    @EventHandler
    void on(DeliveryStarted event) {
        deadlines.enter(event.orderId(), SagaStep.DELIVERING);
        errands.deliver(event.orderId(), event.skus(), true);
    }

    @EventHandler
    void on(DeliveryRetried event, @MetaDataValue(SagaEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.enter(event.orderId(), SagaStep.DELIVERING, orNone(attempt));
        errands.deliver(event.orderId(), event.skus(), event.capturePayment());
    }

    @EventHandler
    void on(FulfilmentCompleted event) {
        deadlines.enter(event.orderId(), SagaStep.COMPLETED);
    }

    @EventHandler
    void on(CompensationStarted event) {
        deadlines.enter(event.orderId(), SagaStep.COMPENSATING);
        if (errands.close(event.orderId(), event.reason())) {
            errands.undo(event.orderId(), event.skusToRelease(), event.voidPayment());
        }
    }

    /** An order that was closed or shipped already says so in its answer, and by no other event. */
    @EventHandler
    void on(CompensationRetried event, @MetaDataValue(SagaEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.enter(event.orderId(), SagaStep.COMPENSATING, orNone(attempt));
        if (errands.close(event.orderId(), event.reason())) {
            if (event.reason() != null) {
                sender.send(new RecordOrderRejected(event.orderId()));
            }
            errands.undo(event.orderId(), event.skusToRelease(), event.voidPayment());
        } else {
            errands.inquireAfterShipment(event.orderId());
        }
    }

    @EventHandler
    void on(LateReservationFound event) {
        sender.send(new ReleaseStock(event.sku(), event.orderId()));
    }

    @EventHandler
    void on(FulfilmentCompensated event) {
        deadlines.enter(event.orderId(), SagaStep.COMPENSATED);
    }

    @EventHandler
    void on(ReservationRetried event) {
        reserve(event.orderId(), event.lines());
    }

    @EventHandler
    void on(AuthorizationRetried event) {
        authorize(event.orderId(), event.accountId(), event.total());
    }

    @EventHandler
    void on(ConfirmationRetried event) {
        confirm(event.orderId());
    }

    @EventHandler
    void on(ShipmentInquired event) {
        errands.inquireAfterShipment(event.orderId());
    }

    /** The last time that it is asked for; a command that fails is sent until it is taken or refused. */
    @EventHandler
    void on(StepSkipped event) {
        if (event.step() == SagaStep.DELIVERING) {
            errands.deliver(event.orderId(), event.skus(), event.payment());
        } else {
            errands.undo(event.orderId(), event.skus(), event.payment());
        }
    }

    /** An order that was cancelled already says so in its answer, and by no other event. */
    @EventHandler
    void on(CancellationRequested event) {
        if (sender.send(new CancelOrder(event.orderId(), event.reason())).isEmpty()) {
            sender.send(new RecordOrderCancelled(event.orderId()));
        }
    }

    private void reserve(OrderId order, List<OrderLine> lines) {
        deadlines.enter(order, SagaStep.RESERVING_STOCK);
        sender.sendAll(lines.stream()
                .map(line -> new ReserveStock(line.sku(), order, line.quantity(), line.unitPrice())));
    }

    private void authorize(OrderId order, AccountId account, Money total) {
        deadlines.enter(order, SagaStep.AUTHORIZING_PAYMENT);
        sender.send(new AuthorizePayment(PaymentId.of(order), order, account, total));
    }

    private void confirm(OrderId order) {
        deadlines.enter(order, SagaStep.CONFIRMING_ORDER);
        sender.send(new ConfirmOrder(order));
    }

    private static int orNone(@Nullable Number attempts) {
        return attempts == null ? 0 : attempts.intValue();
    }
}
