package io.orderflow.saga;

import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.saga.SagaCommand.RecordLineDispatched;
import io.orderflow.saga.SagaCommand.RecordLineRefused;
import io.orderflow.saga.SagaCommand.RecordLineReleased;
import io.orderflow.saga.SagaCommand.RecordLineReserved;
import io.orderflow.saga.SagaCommand.RecordOrderCancelled;
import io.orderflow.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.saga.SagaCommand.RecordOrderRejected;
import io.orderflow.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.saga.SagaCommand.RecordPaymentAuthorized;
import io.orderflow.saga.SagaCommand.RecordPaymentCaptured;
import io.orderflow.saga.SagaCommand.RecordPaymentDeclined;
import io.orderflow.saga.SagaCommand.RecordPaymentVoided;
import io.orderflow.saga.SagaCommand.RecordStepTimeout;
import io.orderflow.saga.SagaCommand.StartFulfilment;
import io.orderflow.service.message.Commands;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * Tells the saga the facts about its order, stock and payment, and that a deadline passed. {@link OrderRequests}, which
 * shares this processor, and {@link StockRequests} and {@link PaymentRequests} send the requests that the saga then
 * makes. The latter two have processors of their own, so that no fact waits for a service that is away. The manager
 * decides nothing and remembers nothing. It must see the events of one order one after the other, and may see any of
 * them again.
 *
 * <p>A refused command is not repeated, because the saga has gone on in the meantime. A command that fails otherwise is
 * thrown, so that the event is handled again later, before any other of the same order.
 */
@ProcessingGroup(OrderSagaManager.PROCESSOR)
@DisallowReplay
public class OrderSagaManager {

    public static final String PROCESSOR = "order-saga-manager";

    /**
     * The events whose requests no other event repeats. Without the first there is no process; no process waits for the
     * others.
     */
    public static final Set<Class<?>> ONLY_ASKS = Set.of(OrderPlaced.class, StepSkipped.class,
            LateReservationFound.class);

    private final CommandSender sender;
    private final Predicate<Instant> interruptedSince;

    /**
     * @param interruptedSince whether this process, or a server that it needs to act, has not acted at some moment
     *                         since then
     */
    public OrderSagaManager(Commands commands, Predicate<Instant> interruptedSince) {
        this.sender = new CommandSender(commands);
        this.interruptedSince = interruptedSince;
    }

    /** The key that the events of one order share, so that they are handled in their order. */
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

    /** A refund comes after the end of the process, and the saga is not told of it. */
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

    /**
     * Tells the saga that a deadline passed. The waiting does not count where the deadline was held back among the dead
     * letters, or does not know when it began.
     */
    @EventHandler
    void on(StepDeadlinePassed event, @Nullable DeadLetter<?> letter) {
        boolean interrupted = letter != null || event.begunAt() == null || interruptedSince.test(event.begunAt());
        sender.send(new RecordStepTimeout(event.orderId(), event.step(), event.ask(), interrupted));
    }
}
