package io.orderflow.saga;

import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentId;
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
import io.orderflow.api.saga.SagaEvent.CompensationRetried;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.LateReservationFound;
import io.orderflow.api.saga.SagaEvent.PaymentSecured;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.service.command.Commands;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.scheduling.EventScheduler;
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
    private final Deadlines deadlines;

    public OrderSagaManager(Commands commands, EventScheduler scheduler, OrderSagaSettings settings) {
        this.sender = new CommandSender(commands);
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

    @EventHandler
    void on(OrderEvent event) {
        OrderId order = event.orderId();
        sender.send(switch (event) {
            case OrderPlaced placed -> new StartFulfilment(order, placed.customerId(), placed.accountId(),
                    placed.lines(), placed.total());
            case OrderConfirmed confirmed -> new RecordOrderConfirmed(order);
            case OrderShipped shipped -> new RecordOrderShipped(order);
            case OrderRejected rejected -> new RecordOrderRejected(order);
            case OrderCancelled cancelled -> new RecordOrderCancelled(order);
        });
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
        deadlines.enter(event.orderId(), SagaStep.RESERVING_STOCK);
        sender.sendAll(event.lines().stream()
                .map(line -> new ReserveStock(line.sku(), event.orderId(), line.quantity(), line.unitPrice())));
    }

    @EventHandler
    void on(StockSecured event) {
        deadlines.enter(event.orderId(), SagaStep.AUTHORIZING_PAYMENT);
        sender.send(new AuthorizePayment(PaymentId.of(event.orderId()), event.orderId(), event.accountId(),
                event.total()));
    }

    @EventHandler
    void on(PaymentSecured event) {
        deadlines.enter(event.orderId(), SagaStep.CONFIRMING_ORDER);
        sender.send(new ConfirmOrder(event.orderId()));
    }

    @EventHandler
    void on(ShipmentAwaited event) {
        deadlines.enter(event.orderId(), SagaStep.AWAITING_SHIPMENT);
    }

    @EventHandler
    void on(DeliveryStarted event) {
        deliver(event.orderId(), event.skus(), true);
    }

    @EventHandler
    void on(DeliveryRetried event) {
        deliver(event.orderId(), event.skus(), event.capturePayment());
    }

    @EventHandler
    void on(FulfilmentCompleted event) {
        deadlines.enter(event.orderId(), SagaStep.COMPLETED);
    }

    @EventHandler
    void on(CompensationStarted event) {
        compensate(event.orderId(), event.reason(), event.skusToRelease(), event.voidPayment());
    }

    @EventHandler
    void on(CompensationRetried event) {
        compensate(event.orderId(), event.reason(), event.skusToRelease(), event.voidPayment());
    }

    @EventHandler
    void on(LateReservationFound event) {
        sender.send(new ReleaseStock(event.sku(), event.orderId()));
    }

    @EventHandler
    void on(FulfilmentCompensated event) {
        deadlines.enter(event.orderId(), SagaStep.COMPENSATED);
    }

    private void deliver(OrderId order, List<Sku> skus, boolean capturePayment) {
        deadlines.enter(order, SagaStep.DELIVERING);
        Stream<?> dispatches = skus.stream().map(sku -> new DispatchStock(sku, order));
        Stream<?> captures = Stream.of(new CapturePayment(PaymentId.of(order))).filter(capture -> capturePayment);
        sender.sendAll(Stream.concat(captures, dispatches));
    }

    /** Nothing is undone before the order is closed: until then it may be shipped, and the goods and the money owed. */
    private void compensate(OrderId order, @Nullable RejectionReason reason, List<Sku> skus, boolean voidPayment) {
        deadlines.enter(order, SagaStep.COMPENSATING);
        if (reason == null || sender.send(new RejectOrder(order, reason)).isEmpty()) {
            Stream<?> voids = Stream.of(new VoidPayment(PaymentId.of(order), order)).filter(undo -> voidPayment);
            Stream<?> releases = skus.stream().map(sku -> new ReleaseStock(sku, order));
            sender.sendAll(Stream.concat(voids, releases));
        }
    }
}
