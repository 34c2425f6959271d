package io.orderflow.saga;

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
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.saga.SagaCommand;
import io.orderflow.api.saga.SagaCommand.RecordCancellationRefused;
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
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.saga.Deadlines.Ask;
import io.orderflow.service.message.Commands;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * Tells the saga what happened to order, stock and payment and that a deadline passed. It also begins the deadlines of
 * what the saga asks, and sends what the saga asks of the order, which is at home in the same service. What it asks of
 * other services is sent by {@link StockRequests} and {@link PaymentRequests}, each at a pace of its own: so no fact
 * waits for a service that is away. It decides nothing and remembers nothing. It must see the events of one order one
 * after the other, and may see any of them again.
 *
 * <p>A refused command is left alone: where the saga waits for something that has been refused, another fact settles it
 * (the order was cancelled, the payment declined), or at last the deadline of the ask. A command that fails otherwise is
 * thrown, so that the event is handled again later, before any other of the same order.
 */
@ProcessingGroup(OrderSagaManager.PROCESSOR)
@DisallowReplay
public class OrderSagaManager {

    public static final String PROCESSOR = "order-saga-manager";

    /** Without the first there is no process; the others no process waits for. */
    public static final Set<Class<?>> ONLY_ASKS = Set.of(OrderPlaced.class, StepSkipped.class,
            LateReservationFound.class);

    private final CommandSender sender;
    private final Errands errands;
    private final Deadlines deadlines;
    private final Predicate<Instant> interruptedSince;
    private final StockRequests stock;
    private final PaymentRequests payments;

    /** @param interruptedSince whether this process, or what it needs to act, has not acted at some moment since then */
    public OrderSagaManager(Commands commands, EventScheduler scheduler, OrderSagaSettings settings,
            Predicate<Instant> interruptedSince) {
        this.sender = new CommandSender(commands);
        this.errands = new Errands(sender);
        this.deadlines = new Deadlines(scheduler, settings);
        this.interruptedSince = interruptedSince;
        this.stock = new StockRequests(commands);
        this.payments = new PaymentRequests(commands);
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

    /** A deadline that was held back among the dead letters counts as little as one that does not know its time. */
    @EventHandler
    void on(StepDeadlinePassed event, @Nullable DeadLetter<?> letter) {
        boolean interrupted = letter != null || event.begunAt() == null || interruptedSince.test(event.begunAt());
        sender.send(new RecordStepTimeout(event.orderId(), event.step(), event.ask(), interrupted));
    }

    @EventHandler
    void on(FulfilmentStarted event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.RESERVING_STOCK, ask));
    }

    @EventHandler
    void on(ReservationRetried event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.RESERVING_STOCK, ask));
    }

    @EventHandler
    void on(StockSecured event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.AUTHORIZING_PAYMENT, ask));
    }

    @EventHandler
    void on(AuthorizationRetried event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.AUTHORIZING_PAYMENT, ask));
    }

    @EventHandler
    void on(PaymentSecured event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.CONFIRMING_ORDER, ask));
        sender.send(new ConfirmOrder(event.orderId()));
    }

    /** An order that was confirmed already says so in its answer, and by no other event. */
    @EventHandler
    void on(ConfirmationRetried event, @SequenceNumber long ask,
            @MetaDataValue(SagaEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.CONFIRMING_ORDER, ask), orNone(attempt));
        if (sender.send(new ConfirmOrder(event.orderId())).isEmpty()) {
            sender.send(new RecordOrderConfirmed(event.orderId()));
        }
    }

    @EventHandler
    void on(ShipmentAwaited event) {
        deadlines.end(event.orderId());
    }

    @EventHandler
    void on(DeliveryStarted event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.DELIVERING, ask));
    }

    @EventHandler
    void on(DeliveryRetried event, @SequenceNumber long ask,
            @MetaDataValue(SagaEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.DELIVERING, ask), orNone(attempt));
    }

    @EventHandler
    void on(FulfilmentCompleted event) {
        deadlines.end(event.orderId());
    }

    @EventHandler
    void on(CompensationStarted event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.COMPENSATING, ask));
        errands.close(event.orderId(), event.reason());
    }

    /** An order that was closed or shipped already says so in its answer, and by no other event. */
    @EventHandler
    void on(CompensationRetried event, @SequenceNumber long ask,
            @MetaDataValue(SagaEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.COMPENSATING, ask), orNone(attempt));
        if (!errands.close(event.orderId(), event.reason())) {
            errands.inquireAfterShipment(event.orderId());
        } else if (event.reason() != null) {
            sender.send(new RecordOrderRejected(event.orderId()));
        }
    }

    @EventHandler
    void on(FulfilmentCompensated event) {
        deadlines.end(event.orderId());
    }

    @EventHandler
    void on(ShipmentInquired event) {
        errands.inquireAfterShipment(event.orderId());
    }

    /**
     * An order that was cancelled already says so in its answer, and by no other event. Where it cannot be cancelled any
     * more, the operator finds out why in the process.
     */
    @EventHandler
    void on(CancellationRequested event) {
        OrderId order = event.orderId();
        sender.send(sender.send(new CancelOrder(order, event.reason()))
                .<Object>map(refusal -> new RecordCancellationRefused(order, refusal.detail()))
                .orElseGet(() -> new RecordOrderCancelled(order)));
    }

    /**
     * While the manager sent the commands to the stock as well, such an event may have become a dead letter of it. What is
     * asked by other events is asked again at the deadline.
     */
    @EventHandler
    void on(LateReservationFound event, @Nullable DeadLetter<?> letter) {
        if (letter != null) {
            stock.on(event);
        }
    }

    /** The same. */
    @EventHandler
    void on(StepSkipped event, @Nullable DeadLetter<?> letter) {
        if (letter != null) {
            stock.on(event);
            payments.on(event);
        }
    }

    private static int orNone(@Nullable Number attempts) {
        return attempts == null ? 0 : attempts.intValue();
    }
}
