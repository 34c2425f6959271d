package io.orderflow.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of an order's process: the sum of its events, and the content of its snapshots. Immutable. Public for
 * the configuration.
 *
 * @param lines            the state of each line, in the order's order
 * @param foundReserved    the lines whose reservation has been recorded, in time or late
 * @param reason           why the order is to be rejected, absent where it is not
 * @param orderClosed      whether, during compensation, the order is known to be closed: only then is it certain that
 *                         it is not shipped
 * @param ask              the sequence number of the event that asked last
 * @param deadline         the number of the deadline that counts: that of the event that asked last, or that of the
 *                         event that moved its deadline since; {@link #NO_DEADLINE} where an operator has cancelled it
 * @param attempts         how often the time ran out, since the step began or an operator had it tried again
 * @param stalled          whether the process has asked so often that an operator must decide
 * @param operatorRequests how often an operator has made a request without progress
 */
@MessageType(value = "saga.state", revision = "2")
public record SagaState(OrderId orderId, Start start, SagaStep step, List<SagaLine> lines, List<Sku> foundReserved,
        PaymentState payment, @Nullable RejectionReason reason, boolean orderClosed, long ask, long deadline,
        int attempts, boolean stalled, int operatorRequests) {

    static final long NO_DEADLINE = -1;

    private static final Set<SagaStep> WITH_DEADLINE = EnumSet.of(SagaStep.RESERVING_STOCK,
            SagaStep.AUTHORIZING_PAYMENT, SagaStep.CONFIRMING_ORDER, SagaStep.DELIVERING, SagaStep.COMPENSATING);

    private static final Set<SagaStep> BEFORE_DELIVERY = EnumSet.of(SagaStep.RESERVING_STOCK,
            SagaStep.AUTHORIZING_PAYMENT, SagaStep.CONFIRMING_ORDER, SagaStep.AWAITING_SHIPMENT);

    private static final Set<LineState> UNSETTLED = EnumSet.of(LineState.PENDING, LineState.RESERVED);

    private static final Set<LineState> WRITTEN_OFF = EnumSet.of(LineState.DISPATCH_WRITTEN_OFF,
            LineState.RELEASE_WRITTEN_OFF);

    /** The content of the order. */
    public record Start(CustomerId customerId, AccountId accountId, List<OrderLine> lines, Money total) {}

    /** A line, and its state with the stock. */
    public record SagaLine(Sku sku, LineState state) {}

    /** Returns the state after an event that records an answer, and so does not ask. */
    SagaState after(SagaEvent answer) {
        return SagaEvolution.fold(this, answer, ask);
    }

    boolean isAt(SagaStep asked) {
        return step == asked;
    }

    /** Whether a deadline of the ask is to come. */
    boolean hasDeadlineOf(long asked) {
        return WITH_DEADLINE.contains(step) && !stalled && deadline != NO_DEADLINE && ask == asked;
    }

    /**
     * Whether a deadline that has passed counts.
     *
     * @param number absent where the deadline is older than the numbers of deadlines
     */
    boolean isDeadline(@Nullable Long number) {
        return number == null ? deadline == ask : deadline == number;
    }

    boolean isBeforeDelivery() {
        return BEFORE_DELIVERY.contains(step);
    }

    /** Whether the order, as far as the process knows, may still be shipped. */
    boolean isOpen() {
        return isBeforeDelivery() || isAt(SagaStep.COMPENSATING) && !orderClosed;
    }

    /** Returns the state of a line. A line that the order does not have counts as refused: nothing is held for it. */
    LineState stateOf(Sku sku) {
        return lines.stream()
                .filter(line -> line.sku().equals(sku))
                .findFirst()
                .map(SagaLine::state)
                .orElse(LineState.REFUSED);
    }

    boolean hasAllLines(LineState... states) {
        return lines.stream().allMatch(line -> List.of(states).contains(line.state()));
    }

    /** Returns the lines for which stock may still be held, also those whose reservation has not been answered. */
    List<Sku> unsettled() {
        return skusIn(UNSETTLED);
    }

    /** Returns the lines that an operator skipped, and that have not been answered since. */
    List<Sku> writtenOff() {
        return skusIn(WRITTEN_OFF);
    }

    boolean isPaymentToCollect() {
        return payment == PaymentState.SECURED;
    }

    /** Whether money may be held, also where the payment was asked for and has not been answered. */
    boolean isPaymentToReturn() {
        return payment == PaymentState.ASKED || payment == PaymentState.SECURED;
    }

    boolean isPaymentWrittenOff() {
        return payment == PaymentState.WRITTEN_OFF;
    }

    private List<Sku> skusIn(Set<LineState> states) {
        return lines.stream().filter(line -> states.contains(line.state())).map(SagaLine::sku).toList();
    }
}
