package io.orderflow.query;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.Parcel;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReserved;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an order of two lines, a mug and a pen. */
public final class OrderFixture {

    public static final OrderId ORDER = new OrderId("o-1");
    public static final CustomerId CUSTOMER = new CustomerId("anna");
    public static final AccountId ACCOUNT = new AccountId("a-1");
    public static final PaymentId PAYMENT = PaymentId.of(ORDER);
    public static final Sku MUG = new Sku("MUG");
    public static final Sku PEN = new Sku("PEN");
    public static final List<OrderLine> LINES = List.of(new OrderLine(MUG, 2, usd("8.00")), new OrderLine(PEN, 1,
            usd("2.00")));
    public static final Money TOTAL = usd("18.00");

    private OrderFixture() {}

    public static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    public static OrderPlaced placed() {
        return placed(ORDER);
    }

    public static OrderPlaced placed(OrderId order) {
        return new OrderPlaced(order, CUSTOMER, ACCOUNT, LINES, TOTAL);
    }

    public static OrderConfirmed confirmed() {
        return new OrderConfirmed(ORDER, CUSTOMER, TOTAL);
    }

    public static OrderShipped shipped() {
        return new OrderShipped(ORDER, CUSTOMER, TOTAL, new Parcel("DHL", "42"));
    }

    /** Paid back on the third day after. */
    public static OrderRefunded refunded() {
        return new OrderRefunded(ORDER, CUSTOMER, TOTAL, Instant.parse("2026-11-25T08:00:00Z"));
    }

    public static OrderRejected rejected() {
        return new OrderRejected(ORDER, CUSTOMER, TOTAL, RejectionReason.OUT_OF_STOCK);
    }

    public static OrderCancelled cancelled() {
        return new OrderCancelled(ORDER, CUSTOMER, TOTAL, "changed my mind");
    }

    public static FulfilmentStarted fulfilmentStarted() {
        return new FulfilmentStarted(ORDER, CUSTOMER, ACCOUNT, LINES, TOTAL);
    }

    public static LineReserved mugReserved() {
        return new LineReserved(ORDER, MUG, "Mug");
    }

    public static LineReserved penReserved() {
        return new LineReserved(ORDER, PEN, "Pen");
    }

    public static DeliveryStarted deliveryStarted() {
        return new DeliveryStarted(ORDER, List.of(MUG, PEN));
    }

    public static CompensationStarted compensationStarted(@Nullable RejectionReason reason) {
        return new CompensationStarted(ORDER, reason, List.of(MUG, PEN), true);
    }

    /** An order from its beginning to its end, in all aggregates that take part. */
    public static Story shippedOrder() {
        HoldId hold = HoldId.of(PAYMENT);
        return Story.of(placed(), fulfilmentStarted(), new StockReserved(MUG, ORDER, 2, "Mug"),
                new StockReserved(PEN, ORDER, 1, "Pen"), mugReserved(), penReserved(),
                new StockSecured(ORDER, ACCOUNT, TOTAL), new PaymentRequested(PAYMENT, ORDER, ACCOUNT, TOTAL),
                new HoldPlaced(ACCOUNT, hold, TOTAL), new PaymentAuthorized(PAYMENT, ORDER),
                new PaymentSecured(ORDER), confirmed(), new ShipmentAwaited(ORDER), shipped(), deliveryStarted(),
                new StockDispatched(MUG, ORDER, 2), new StockDispatched(PEN, ORDER, 1), new LineDispatched(ORDER, MUG),
                new LineDispatched(ORDER, PEN), new HoldCaptured(ACCOUNT, hold, TOTAL),
                new PaymentCaptured(PAYMENT, ORDER), new PaymentCollected(ORDER), new FulfilmentCompleted(ORDER));
    }
}
