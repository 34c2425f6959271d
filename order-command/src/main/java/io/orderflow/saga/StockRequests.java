package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.message.Commands;
import java.util.List;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the requests of a saga to the stock. While the stock is away, only these commands wait, in this processor. The
 * commands of one order are sent one after the other, so that none overtakes another at the same product.
 */
@ProcessingGroup(StockRequests.PROCESSOR)
@DisallowReplay
public class StockRequests {

    public static final String PROCESSOR = "order-saga-stock";

    /**
     * The events whose requests are not repeated: the process does not wait for the answers, and has no deadline for
     * them.
     */
    public static final Set<Class<?>> ONLY_ASKS = Set.of(StepSkipped.class, LateReservationFound.class);

    static final int MAX_LETTER_ATTEMPTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(StockRequests.class);

    private final CommandSender sender;
    private final OrderClosing closing;

    public StockRequests(Commands commands) {
        this.sender = new CommandSender(commands);
        this.closing = new OrderClosing(sender);
    }

    @EventHandler
    void on(FulfilmentStarted event, @Nullable DeadLetter<?> letter) {
        untilItsDeadline(letter, () -> reserve(event.orderId(), event.lines()));
    }

    @EventHandler
    void on(ReservationRetried event, @Nullable DeadLetter<?> letter) {
        untilItsDeadline(letter, () -> reserve(event.orderId(), event.lines()));
    }

    @EventHandler
    void on(DeliveryStarted event, @Nullable DeadLetter<?> letter) {
        untilItsDeadline(letter, () -> dispatch(event.orderId(), event.skus()));
    }

    @EventHandler
    void on(DeliveryRetried event, @Nullable DeadLetter<?> letter) {
        untilItsDeadline(letter, () -> dispatch(event.orderId(), event.skus()));
    }

    @EventHandler
    void on(CompensationStarted event, @Nullable DeadLetter<?> letter) {
        if (!event.skusToRelease().isEmpty() && closing.close(event.orderId(), event.reason())) {
            untilItsDeadline(letter, () -> release(event.orderId(), event.skusToRelease()));
        }
    }

    @EventHandler
    void on(CompensationRetried event, @Nullable DeadLetter<?> letter) {
        if (!event.skusToRelease().isEmpty() && closing.close(event.orderId(), event.reason())) {
            untilItsDeadline(letter, () -> release(event.orderId(), event.skusToRelease()));
        }
    }

    @EventHandler
    void on(LateReservationFound event) {
        release(event.orderId(), List.of(event.sku()));
    }

    /** Sends the last requests for a skipped step; a command that fails is sent until it is taken or refused. */
    @EventHandler
    void on(StepSkipped event) {
        if (event.step() == SagaStep.DELIVERING) {
            dispatch(event.orderId(), event.skus());
        } else {
            release(event.orderId(), event.skus());
        }
    }

    /**
     * Sends requests. A product that fails by itself holds up the other products of its order for {@value
     * #MAX_LETTER_ATTEMPTS} further attempts, and no longer; then the deadline of the ask repeats its request. Where
     * the whole stock is away, no other product could go on, and the requests are retried without that limit.
     */
    private static void untilItsDeadline(@Nullable DeadLetter<?> letter, Runnable requests) {
        try {
            requests.run();
        } catch (CommandFailed failed) {
            if (!failed.isOfItsHandler() || DeadLetterQueues.attemptsOf(letter) < MAX_LETTER_ATTEMPTS) {
                throw failed;
            }
            LOG.warn("A product is left to the deadline of its order: {}", failed.getMessage());
        }
    }

    private void reserve(OrderId order, List<OrderLine> lines) {
        sender.sendAll(lines.stream()
                .map(line -> new ReserveStock(line.sku(), order, line.quantity(), line.unitPrice())));
    }

    private void dispatch(OrderId order, List<Sku> skus) {
        sender.sendAll(skus.stream().map(sku -> new DispatchStock(sku, order)));
    }

    private void release(OrderId order, List<Sku> skus) {
        sender.sendAll(skus.stream().map(sku -> new ReleaseStock(sku, order)));
    }
}
