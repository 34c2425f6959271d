package io.orderflow.query;

import static io.orderflow.query.OrderFixture.usd;

import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.Parcel;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineRefused;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.PriceChanged;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A day's business at random: orders that are shipped, rejected or cancelled, all at once, and the goods for them. */
final class Business {

    private static final AccountId ACCOUNT = new AccountId("a-1");

    private final Random random;

    private Business(long seed) {
        this.random = new Random(seed);
    }

    static Story of(long seed, int orders) {
        Business business = new Business(seed);
        List<Object> events = new ArrayList<>();
        List<List<Object>> threads = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            Sku sku = new Sku("S" + number);
            // A product that is not listed is not reserved.
            events.add(new ProductListed(sku, "Thing", usd("2.00")));
            threads.add(new ArrayList<>(List.of(new StockReceived(sku, 90, new ReceiptId("r" + number)),
                    new PriceChanged(sku, usd("2.50"), null))));
        }
        // The third customer is never registered, and the others may have ordered before.
        for (int number = 0; number < 2; number++) {
            CustomerId customer = new CustomerId("c-" + number);
            threads.add(new ArrayList<>(List.of(new CustomerRegistered(customer, "Ada", "ada@example.org"),
                    new CustomerRenamed(customer, "Ada King"),
                    new CustomerEmailChanged(customer, "ada@king.example"))));
        }
        for (int number = 0; number < orders; number++) {
            threads.add(new ArrayList<>(business.order(number)));
        }
        events.addAll(business.mixed(threads));
        return Story.of(events.toArray());
    }

    private List<Object> mixed(List<List<Object>> threads) {
        List<Object> mixed = new ArrayList<>();
        while (!threads.isEmpty()) {
            mixed.add(threads.get(random.nextInt(threads.size())).removeFirst());
            threads.removeIf(List::isEmpty);
        }
        return mixed;
    }

    private List<Object> order(int number) {
        OrderId id = new OrderId("o-" + number);
        CustomerId customer = new CustomerId("c-" + random.nextInt(3));
        OrderLine line = new OrderLine(new Sku("S" + random.nextInt(3)), 1 + random.nextInt(3), usd("2.00"));
        OrderPlaced placed = new OrderPlaced(id, customer, ACCOUNT, List.of(line), line.lineTotal());
        List<Object> events = new ArrayList<>(List.of(placed,
                new FulfilmentStarted(id, customer, ACCOUNT, placed.lines(), placed.total())));
        events.addAll(switch (random.nextInt(3)) {
            case 0 -> rejected(placed, line);
            case 1 -> cancelled(placed, line);
            default -> shipped(placed, line);
        });
        return events;
    }

    private static List<Object> rejected(OrderPlaced order, OrderLine line) {
        OrderId id = order.orderId();
        return List.of(new StockReservationRefused(line.sku(), id, line.quantity(), StockRefusal.OUT_OF_STOCK),
                new LineRefused(id, line.sku(), StockRefusal.OUT_OF_STOCK),
                new CompensationStarted(id, RejectionReason.OUT_OF_STOCK, List.of(), false),
                new OrderRejected(id, order.customerId(), order.total(), RejectionReason.OUT_OF_STOCK),
                new RejectionRecorded(id), new FulfilmentCompensated(id));
    }

    private static List<Object> confirmed(OrderPlaced order, OrderLine line) {
        OrderId id = order.orderId();
        PaymentId payment = PaymentId.of(id);
        return List.of(new StockReserved(line.sku(), id, line.quantity(), "Thing"),
                new LineReserved(id, line.sku(), "Thing"), new StockSecured(id, ACCOUNT, order.total()),
                new PaymentRequested(payment, id, ACCOUNT, order.total()),
                new HoldPlaced(ACCOUNT, HoldId.of(payment), order.total()), new PaymentAuthorized(payment, id),
                new PaymentSecured(id), new OrderConfirmed(id, order.customerId(), order.total()));
    }

    private static List<Object> cancelled(OrderPlaced order, OrderLine line) {
        OrderId id = order.orderId();
        PaymentId payment = PaymentId.of(id);
        List<Object> events = new ArrayList<>(confirmed(order, line));
        events.addAll(List.of(new OrderCancelled(id, order.customerId(), order.total(), "changed my mind"),
                new CompensationStarted(id, null, List.of(line.sku()), true),
                new StockReleased(line.sku(), id, line.quantity()), new LineReleased(id, line.sku()),
                new HoldReleased(ACCOUNT, HoldId.of(payment), order.total()), new PaymentVoided(payment, id),
                new FulfilmentCompensated(id)));
        return events;
    }

    private static List<Object> shipped(OrderPlaced order, OrderLine line) {
        OrderId id = order.orderId();
        PaymentId payment = PaymentId.of(id);
        List<Object> events = new ArrayList<>(confirmed(order, line));
        events.addAll(List.of(new OrderShipped(id, order.customerId(), order.total(), new Parcel("DHL", null)),
                new DeliveryStarted(id, List.of(line.sku())),
                new StockDispatched(line.sku(), id, line.quantity()), new LineDispatched(id, line.sku()),
                new HoldCaptured(ACCOUNT, HoldId.of(payment), order.total()), new PaymentCaptured(payment, id),
                new FulfilmentCompleted(id)));
        return events;
    }
}
