package io.orderflow.audit;

import static io.orderflow.audit.Invariant.ENDS_AGREE;
import static io.orderflow.audit.Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS;
import static io.orderflow.audit.Invariant.ORDERS_HAVE_PROCESSES;
import static io.orderflow.audit.Invariant.ORDERS_MOVE;
import static io.orderflow.audit.Invariant.RESERVED_FOR_OPEN_LINES;

import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.audit.OrderCase.StockLine;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Judges each order at the end of the log: whether its reservations and its money are those that its state calls for,
 * and whether any event or deadline will move it on. Every answer in a stream is stored before its consequences in
 * another, so most of these checks hold wherever one cuts the log. Checks of states that take time to settle apply only
 * where the order has been quiet for long.
 */
final class EndStateCheck implements Check {

    private static final Set<SagaStep> SECURED = EnumSet.of(SagaStep.CONFIRMING_ORDER, SagaStep.AWAITING_SHIPMENT);
    private static final Set<SagaStep> STOCK_SECURED = EnumSet.of(SagaStep.AUTHORIZING_PAYMENT,
            SagaStep.CONFIRMING_ORDER, SagaStep.AWAITING_SHIPMENT);
    private static final Set<SagaStep> ENDS = EnumSet.of(SagaStep.COMPLETED, SagaStep.COMPENSATED);
    private static final Set<OrderStatus> UNDONE = EnumSet.of(OrderStatus.REJECTED, OrderStatus.CANCELLED);
    private static final Set<PaymentStatus> PAID = EnumSet.of(PaymentStatus.CAPTURED, PaymentStatus.REFUNDING,
            PaymentStatus.REFUNDED);
    private static final Set<PaymentStatus> ASKING = EnumSet.of(PaymentStatus.REQUESTED, PaymentStatus.CAPTURING,
            PaymentStatus.VOIDING, PaymentStatus.REFUNDING);
    private static final Set<PaymentStatus> MAY_HOLD = EnumSet.of(PaymentStatus.REQUESTED, PaymentStatus.AUTHORIZED,
            PaymentStatus.CAPTURING, PaymentStatus.VOIDING);

    private final OrderCases cases;
    private final Findings findings;
    private final BiPredicate<String, Long> handled;

    /** @param handled tells of an order and the position of its placing whether that event was handled */
    EndStateCheck(OrderCases cases, Findings findings, BiPredicate<String, Long> handled) {
        this.cases = cases;
        this.findings = findings;
        this.handled = handled;
    }

    @Override
    public void on(EventReading fact) {}

    @Override
    public void conclude(LogEnd ending) {
        for (OrderCase order : cases.all()) {
            boolean quiet = ending.isQuiet(order);
            findings.count(ORDERS_MOVE);
            findings.count(ENDS_AGREE);
            judgeBeginning(order);
            judgeMotion(order, quiet);
            judgeEnd(order, quiet);
            judgeStock(order, quiet);
            judgeMoney(order, quiet);
        }
    }

    private void judgeBeginning(OrderCase order) {
        findings.count(ORDERS_HAVE_PROCESSES);
        if (order.isPlaced() && order.step == null && handled.test(order.id, order.placedPosition)) {
            add(ORDERS_HAVE_PROCESSES, order, "a process", "none, and its placing has been passed by");
        }
    }

    private void judgeMotion(OrderCase order, boolean quiet) {
        if (!order.isPlaced()) {
            add(ORDERS_MOVE, order, "an order", "none, and events on its behalf");
        } else if (quiet) {
            boolean waits = order.step == SagaStep.AWAITING_SHIPMENT && order.status == OrderStatus.CONFIRMED;
            require(waits || order.step != null && ENDS.contains(order.step), ORDERS_MOVE, order,
                    "an order at rest, or moving", order.status + ", its process at " + order.step
                            + ", and nothing since " + order.lastMoved);
            require(order.payment == null || !ASKING.contains(order.payment), ORDERS_MOVE, order,
                    "a payment at rest, or moving", order.payment + ", and nothing since " + order.lastMoved);
        }
    }

    private void judgeEnd(OrderCase order, boolean quiet) {
        boolean answered = quiet || !order.writtenOff;
        if (answered && order.step == SagaStep.COMPLETED) {
            require(order.status == OrderStatus.SHIPPED, ENDS_AGREE, order, OrderStatus.SHIPPED, order.status);
            require(order.hasAllLines(StockLine.State.DISPATCHED), ENDS_AGREE, order, "every line dispatched",
                    order.stock);
            require(order.payment != null && PAID.contains(order.payment), ENDS_AGREE, order, "a captured payment",
                    order.payment);
        } else if (answered && order.step == SagaStep.COMPENSATED) {
            require(order.status != null && UNDONE.contains(order.status), ENDS_AGREE, order, UNDONE, order.status);
            require(order.payment == null || !PAID.contains(order.payment)
                    && order.payment != PaymentStatus.AUTHORIZED && order.payment != PaymentStatus.CAPTURING,
                    ENDS_AGREE, order, "no payment, or a voided one", order.payment);
        }
        boolean gone = order.stock.values().stream().anyMatch(line -> line.state() == StockLine.State.DISPATCHED);
        require(!gone || order.status == OrderStatus.SHIPPED, ENDS_AGREE, order, "goods leave for shipped orders",
                "goods left for an order " + order.status);
        require(order.spent == null || order.status == OrderStatus.SHIPPED, ENDS_AGREE, order,
                "shipped orders are paid for", order.spent + " captured for an order " + order.status);
    }

    private void judgeStock(OrderCase order, boolean quiet) {
        findings.count(RESERVED_FOR_OPEN_LINES, order.lines.size());
        if (order.step != null && STOCK_SECURED.contains(order.step)) {
            require(order.hasAllLines(StockLine.State.HELD), RESERVED_FOR_OPEN_LINES, order,
                    "every line held at " + order.step, order.stock);
        }
        boolean over = order.step == SagaStep.COMPLETED && (quiet || !order.writtenOff)
                || quiet && order.step == SagaStep.COMPENSATED;
        order.stock.forEach((sku, line) -> require(!line.isHeld() || order.isPlaced() && !over,
                RESERVED_FOR_OPEN_LINES, order, "nothing held of " + sku + " for an order " + order.status,
                line.quantity() + " held"));
    }

    private void judgeMoney(OrderCase order, boolean quiet) {
        if (order.payment != null || order.held != null) {
            findings.count(HOLDS_FOR_OPEN_AUTHORIZATIONS);
        }
        if (order.held != null) {
            boolean open = order.payment != null && MAY_HOLD.contains(order.payment);
            require(open || order.payment != null && !quiet, HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                    "nothing held for a payment " + order.payment, order.held + " held");
            require(order.asked == null || order.held.equals(order.asked), HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                    order.asked + " held", order.held);
        }
        require(order.payment != PaymentStatus.AUTHORIZED || order.held != null, HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                "a hold for an authorized payment", "none");
        boolean secured = order.step != null && SECURED.contains(order.step);
        require(!secured || order.payment == PaymentStatus.AUTHORIZED, HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                "an authorized payment at " + order.step, order.payment);
        require(order.captures == 0 || order.spent != null, HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                "a captured hold", "a captured payment without one");
        require(order.refunds == 0 || order.refunded != null, HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                "a refund in the account", "a refunded payment without one");
        require(order.spent == null || order.payment == PaymentStatus.CAPTURING
                || order.payment != null && PAID.contains(order.payment), HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                "money is spent for captured payments", order.spent + " for a payment " + order.payment);
        require(order.refunded == null || order.captures > 0, HOLDS_FOR_OPEN_AUTHORIZATIONS, order,
                "refunds of captured payments", order.refunded + " for a payment " + order.payment);
        require(!quiet || order.refunds == 0 || order.toldOfRefund, ENDS_AGREE, order,
                "an order that was told of its refund", "a refunded payment");
    }

    private void require(boolean holds, Invariant invariant, OrderCase order, Object expected, Object found) {
        findings.require(holds, invariant, order.id, order.lastPosition, expected, found);
    }

    private void add(Invariant invariant, OrderCase order, Object expected, Object found) {
        findings.add(invariant, order.id, order.lastPosition, expected, found);
    }
}
