package io.orderflow.audit;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReserved;
import java.util.List;

/** What happens to orders of two pens by Ada, in the order in which it does. */
final class Business {

    static final Sku PEN = new Sku("PEN");
    static final AccountId ADA = new AccountId("ada");
    static final CustomerId CUSTOMER = new CustomerId("c1");
    static final Money PRICE = Money.of("1.50", "USD");
    static final Money TOTAL = Money.of("3.00", "USD");
    static final List<OrderLine> LINES = List.of(new OrderLine(PEN, 2, PRICE));

    private Business() {}

    /** A shop with pens and a customer with money. */
    static Chronicle opened() {
        return Chronicle.of(new ProductListed(PEN, "Pen", PRICE), new StockReceived(PEN, 10, new ReceiptId("r1")),
                new AccountOpened(ADA, "Ada", "USD"), new CustomerRegistered(CUSTOMER, "Ada", "ada@example.org"),
                new MoneyDeposited(ADA, Money.of("100.00", "USD"), new TransactionId("t1"), DepositSource.CASH));
    }

    /** One order delivered and refunded, one cancelled, one that waits to be shipped. */
    static Chronicle healthy() {
        return opened().plus(confirmed("o1"))
                .plus(confirmed("o2"))
                .plus(shipped("o1"))
                .plus(cancelled("o2"))
                .plus(confirmed("o3"))
                .plus(refunded("o1"));
    }

    static Object[] placed(String id) {
        OrderId order = new OrderId(id);
        return new Object[]{new OrderPlaced(order, CUSTOMER, ADA, LINES, TOTAL),
                new FulfilmentStarted(order, CUSTOMER, ADA, LINES, TOTAL)};
    }

    static Object[] confirmed(String id) {
        OrderId order = new OrderId(id);
        return new Object[]{new OrderPlaced(order, CUSTOMER, ADA, LINES, TOTAL),
                new FulfilmentStarted(order, CUSTOMER, ADA, LINES, TOTAL), reserved(id),
                new LineReserved(order, PEN, "Pen"), new StockSecured(order, ADA, TOTAL),
                new PaymentRequested(payment(id), order, ADA, TOTAL), new HoldPlaced(ADA, hold(id), TOTAL),
                new PaymentAuthorized(payment(id), order), new PaymentSecured(order),
                new OrderConfirmed(order, CUSTOMER, TOTAL), new ShipmentAwaited(order)};
    }

    static Object[] shipped(String id) {
        OrderId order = new OrderId(id);
        return new Object[]{new OrderShipped(order, CUSTOMER, TOTAL, null),
                new DeliveryStarted(order, List.of(PEN)), new PaymentCaptureRequested(payment(id), order, ADA),
                new HoldCaptured(ADA, hold(id), TOTAL), new PaymentCaptured(payment(id), order),
                new PaymentCollected(order), new StockDispatched(PEN, order, 2), new LineDispatched(order, PEN),
                new FulfilmentCompleted(order)};
    }

    static Object[] cancelled(String id) {
        OrderId order = new OrderId(id);
        return new Object[]{new OrderCancelled(order, CUSTOMER, TOTAL, "no"),
                new CompensationStarted(order, null, List.of(PEN), true),
                new PaymentVoidRequested(payment(id), order, ADA), new HoldReleased(ADA, hold(id), TOTAL),
                new PaymentVoided(payment(id), order), new PaymentReturned(order), new StockReleased(PEN, order, 2),
                new LineReleased(order, PEN), new FulfilmentCompensated(order)};
    }

    static Object[] refunded(String id) {
        OrderId order = new OrderId(id);
        return new Object[]{new PaymentRefundRequested(payment(id), order, ADA, TOTAL), refund(id),
                new PaymentRefunded(payment(id), order), told(id)};
    }

    static MoneyDeposited refund(String id) {
        return new MoneyDeposited(ADA, TOTAL, new TransactionId("refund-" + id), DepositSource.REFUND);
    }

    /** The order is told of its refund. */
    static OrderRefunded told(String id) {
        return new OrderRefunded(new OrderId(id), CUSTOMER, TOTAL, Chronicle.BEGIN);
    }

    static StockReserved reserved(String id) {
        return new StockReserved(PEN, new OrderId(id), 2, "Pen");
    }

    static PaymentId payment(String id) {
        return new PaymentId(id);
    }

    static HoldId hold(String id) {
        return new HoldId(id);
    }
}
