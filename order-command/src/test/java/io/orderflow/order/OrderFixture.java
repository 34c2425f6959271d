package io.orderflow.order;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderCommand.PlaceOrder;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.Parcel;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.stock.Sku;
import java.util.List;

/** One order of two lines, and what can have happened to it. */
public final class OrderFixture {

    public static final OrderId ORDER = new OrderId("o1");
    public static final CustomerId CUSTOMER = new CustomerId("c1");
    public static final AccountId ACCOUNT = new AccountId("a1");
    public static final Sku CUP = new Sku("CUP");
    public static final Sku POT = new Sku("POT");
    public static final List<OrderLine> LINES = List.of(new OrderLine(CUP, 2, Money.of("9.00", "USD")),
            new OrderLine(POT, 1, Money.of("24.50", "USD")));
    public static final Money TOTAL = Money.of("42.50", "USD");

    private OrderFixture() {}

    /** The aggregate, for tests of the process in which it takes part. */
    public static Class<?> aggregate() {
        return Order.class;
    }

    public static PlaceOrder placeOrder() {
        return new PlaceOrder(ORDER, CUSTOMER, ACCOUNT, LINES);
    }

    public static OrderPlaced placed() {
        return new OrderPlaced(ORDER, CUSTOMER, ACCOUNT, LINES, TOTAL);
    }

    public static OrderConfirmed confirmed() {
        return new OrderConfirmed(ORDER, CUSTOMER, TOTAL);
    }

    public static OrderShipped shipped() {
        return new OrderShipped(ORDER, CUSTOMER, TOTAL, new Parcel("DHL", "T-1"));
    }

    public static OrderRejected rejected(RejectionReason reason) {
        return new OrderRejected(ORDER, CUSTOMER, TOTAL, reason);
    }

    public static OrderCancelled cancelled() {
        return new OrderCancelled(ORDER, CUSTOMER, TOTAL, "changed my mind");
    }
}
