package io.orderflow.saga;

import io.orderflow.api.Text;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockRefusal;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The messages to a saga: facts about other aggregates, from which the saga decides what follows, and the interventions
 * of an operator where a saga is stuck.
 */
public sealed interface SagaCommand extends OrderMessage {

    @Override
    OrderId orderId();

    @TargetAggregateIdentifier
    default SagaId sagaId() {
        return new SagaId(orderId());
    }

    @MessageType("saga.start-fulfilment")
    record StartFulfilment(OrderId orderId, CustomerId customerId, AccountId accountId, List<OrderLine> lines,
            Money total) implements SagaCommand {}

    @MessageType("saga.record-line-reserved")
    record RecordLineReserved(OrderId orderId, Sku sku, String name) implements SagaCommand {}

    @MessageType("saga.record-line-refused")
    record RecordLineRefused(OrderId orderId, Sku sku, StockRefusal reason) implements SagaCommand {}

    @MessageType("saga.record-line-released")
    record RecordLineReleased(OrderId orderId, Sku sku) implements SagaCommand {}

    @MessageType("saga.record-line-dispatched")
    record RecordLineDispatched(OrderId orderId, Sku sku) implements SagaCommand {}

    @MessageType("saga.record-payment-authorized")
    record RecordPaymentAuthorized(OrderId orderId) implements SagaCommand {}

    @MessageType("saga.record-payment-declined")
    record RecordPaymentDeclined(OrderId orderId, HoldRefusal reason) implements SagaCommand {}

    @MessageType("saga.record-payment-captured")
    record RecordPaymentCaptured(OrderId orderId) implements SagaCommand {}

    @MessageType("saga.record-payment-voided")
    record RecordPaymentVoided(OrderId orderId) implements SagaCommand {}

    @MessageType("saga.record-order-confirmed")
    record RecordOrderConfirmed(OrderId orderId) implements SagaCommand {}

    @MessageType("saga.record-order-rejected")
    record RecordOrderRejected(OrderId orderId) implements SagaCommand {}

    @MessageType("saga.record-order-cancelled")
    record RecordOrderCancelled(OrderId orderId) implements SagaCommand {}

    @MessageType("saga.record-order-shipped")
    record RecordOrderShipped(OrderId orderId) implements SagaCommand {}

    /** The order refused the cancellation that an operator had asked for; the reason is told in words. */
    @MessageType("saga.record-cancellation-refused")
    record RecordCancellationRefused(OrderId orderId, String detail) implements SagaCommand {}

    /**
     * The time of an ask is up.
     *
     * @param ask         the sequence number of the saga's event that asked, absent where it is not known
     * @param interrupted whether the platform could not act during some of that time, so that the time does not count
     */
    @MessageType("saga.record-step-timeout")
    record RecordStepTimeout(OrderId orderId, SagaStep step, @Nullable Long ask, boolean interrupted)
            implements SagaCommand {}

    /** An operator's request, with a reason of 1 to {@value #MAX_REASON_LENGTH} characters, not all blank. */
    sealed interface Intervention extends SagaCommand {

        int MAX_REASON_LENGTH = 500;

        String reason();

        private static void requireReason(String reason) {
            Text.require("reason", reason, MAX_REASON_LENGTH);
        }
    }

    /** Asks again, now, for the answers that the step waits for. */
    @MessageType("saga.retry-step")
    record RetryStep(OrderId orderId, String reason) implements Intervention {

        public RetryStep {
            Intervention.requireReason(reason);
        }
    }

    /** Ends the step without the answers that it waits for. */
    @MessageType("saga.skip-step")
    record SkipStep(OrderId orderId, String reason) implements Intervention {

        public SkipStep {
            Intervention.requireReason(reason);
        }
    }

    /** Gives the order up before it is shipped. */
    @MessageType("saga.cancel-fulfilment")
    record CancelFulfilment(OrderId orderId, String reason) implements Intervention {

        public CancelFulfilment {
            Intervention.requireReason(reason);
        }
    }

    /** An operator's request about the deadline of one ask, which is named by the number of the event that asked. */
    sealed interface DeadlineChange extends Intervention {

        long ask();
    }

    /** Makes the time of an ask be up at another moment, at most {@value #MAX_DAYS} days from now. */
    @MessageType("saga.move-deadline")
    record MoveDeadline(OrderId orderId, long ask, Instant due, String reason) implements DeadlineChange {

        static final int MAX_DAYS = 366;

        public MoveDeadline {
            Intervention.requireReason(reason);
        }
    }

    /** Makes the saga wait without an end. */
    @MessageType("saga.cancel-deadline")
    record CancelDeadline(OrderId orderId, long ask, String reason) implements DeadlineChange {

        public CancelDeadline {
            Intervention.requireReason(reason);
        }
    }
}
