package io.orderflow.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the process of an order remembers, which is what its snapshots are made of. Public for the configuration.
 *
 * @param lines            where each line stands, in the order's order
 * @param foundReserved    the lines whose reservation has been recorded, in time or late
 * @param reason           why the order is to be rejected, absent where it is not
 * @param ask              the sequence number of the event that asked last
 * @param attempts         how often the time ran out, since the step began or an operator had it tried again
 * @param operatorRequests how often an operator has asked for something without progress
 */
@MessageType(value = "saga.state", revision = "1")
public record SagaState(OrderId orderId, Start start, SagaStep step, List<Line> lines, List<Sku> foundReserved,
        Progress.Payment payment, @Nullable RejectionReason reason, boolean orderClosed, long ask, int attempts,
        boolean stalled, int operatorRequests) {

    /** What was ordered. */
    public record Start(CustomerId customerId, AccountId accountId, List<OrderLine> lines, Money total) {}

    /** A line, and where it stands with the stock. */
    public record Line(Sku sku, Lines.State state) {}
}
