package io.orderflow.benchmarks.growth;

import static io.orderflow.benchmarks.growth.Names.PRICE;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.MovementKind;
import io.orderflow.api.account.RegisterEvent.HoldRegistered;
import io.orderflow.api.account.RegisterEvent.TransactionRegistered;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.Parcel;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockRegisterEvent.ReceiptRegistered;
import io.orderflow.api.stock.StockRegisterEvent.ReservationRegistered;
import io.orderflow.api.stock.StockRegisterEvent;
import io.orderflow.benchmarks.growth.Log.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the events that the services would have stored for orders of the last weeks. An order has 13 events until it is
 * confirmed, and every fourth order has 11 more until it is delivered. Not thread-safe.
 */
final class OrderStreams {

    private static final int SHIPPED_ONE_OF = 4;
    private static final int STOCK = 1_000_000;
    private static final Money SAVINGS = Money.of("1000000.00", "USD");
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(13);

    private final Log log = new Log();
    private final Instant began;

    /** @param orders the number of orders that there will be */
    OrderStreams(int orders) {
        this.began = Instant.now().minus(BETWEEN_ORDERS.multipliedBy(orders));
    }

    List<Event> product(int number) {
        Sku sku = Names.product(number);
        log.handle(Conversation.begin(), began, "StockItem", sku.toString(),
                new ProductListed(sku, Names.productName(number), PRICE));
        Conversation receiving = Conversation.begin();
        ReceiptId receipt = new ReceiptId(receiving.request());
        log.handle(receiving, began, "StockItem", sku.toString(), new StockReceived(sku, STOCK, receipt),
                StockRegisterEvent.streamOf(sku, receipt), new ReceiptRegistered(sku, receipt, STOCK));
        return log.transaction();
    }

    List<Event> account(int number) {
        AccountId account = Names.account(number);
        log.handle(Conversation.begin(), began, "Account", account.toString(),
                new AccountOpened(account, "Ada", "USD"));
        Conversation paying = Conversation.begin();
        TransactionId transaction = new TransactionId(paying.request());
        log.handle(paying, began, "Account", account.toString(),
                new MoneyDeposited(account, SAVINGS, transaction, DepositSource.CASH),
                RegisterEvent.streamOf(account, transaction),
                new TransactionRegistered(account, transaction, MovementKind.DEPOSIT, SAVINGS));
        return log.transaction();
    }

    /** Returns the events of several orders, whose steps alternate as those of concurrent orders do. */
    List<Event> orders(int first, int count) {
        List<Life> lives = IntStream.range(first, first + count).mapToObj(Life::new).toList();
        lives.forEach(Life::place);
        lives.forEach(Life::reserve);
        lives.forEach(Life::authorize);
        lives.forEach(Life::confirm);
        List<Life> shipped = lives.stream().filter(life -> life.number % SHIPPED_ONE_OF == 0).toList();
        shipped.forEach(Life::ship);
        shipped.forEach(Life::deliver);
        shipped.forEach(Life::complete);
        return log.transaction();
    }

    /** The events of one order. */
    private final class Life {
        private final int number;
        private final OrderId order;
        private final CustomerId customer;
        private final AccountId account;
        private final Sku sku;
        private final PaymentId payment;
        private final HoldId hold;
        private final List<OrderLine> lines;
        private Conversation conversation = Conversation.begin();
        private Instant at;

        Life(int number) {
            this.number = number;
            this.order = Names.order(number);
            this.customer = Names.customer(number);
            this.account = Names.account(number);
            this.sku = Names.product(number);
            this.payment = PaymentId.of(order);
            this.hold = HoldId.of(payment);
            this.lines = List.of(new OrderLine(sku, 1, PRICE));
            this.at = began.plus(BETWEEN_ORDERS.multipliedBy(number));
        }

        void place() {
            log.handle(conversation, at, "Order", order.toString(),
                    new OrderPlaced(order, customer, account, lines, PRICE));
            ofSaga(new FulfilmentStarted(order, customer, account, lines, PRICE));
        }

        void reserve() {
            ofStock(new StockReserved(sku, order, 1, Names.productName(number)));
            ofSaga(new LineReserved(order, sku, Names.productName(number)));
            ofSaga(new StockSecured(order, account, PRICE));
        }

        void authorize() {
            ofPayment(new PaymentRequested(payment, order, account, PRICE));
            long version = follow("Account", account.toString(), new HoldPlaced(account, hold, PRICE));
            follow("Register", RegisterEvent.streamOf(account, hold), new HoldRegistered(account, hold, version));
            ofPayment(new PaymentAuthorized(payment, order));
        }

        void confirm() {
            ofSaga(new PaymentSecured(order));
            follow("Order", order.toString(), new OrderConfirmed(order, customer, PRICE));
            ofSaga(new ShipmentAwaited(order));
        }

        void ship() {
            conversation = Conversation.begin();
            at = at.plus(BETWEEN_ORDERS);
            log.handle(conversation, at, "Order", order.toString(),
                    new OrderShipped(order, customer, PRICE, new Parcel("DHL", "T" + number)));
            ofSaga(new DeliveryStarted(order, List.of(sku)));
        }

        void deliver() {
            ofPayment(new PaymentCaptureRequested(payment, order, account));
            ofStock(new StockDispatched(sku, order, 1));
            follow("Register", StockRegisterEvent.streamOf(sku, order),
                    new ReservationRegistered(sku, order, ReservationEnding.DISPATCHED));
            follow("Account", account.toString(), new HoldCaptured(account, hold, PRICE));
        }

        void complete() {
            ofSaga(new LineDispatched(order, sku));
            ofPayment(new PaymentCaptured(payment, order));
            ofSaga(new PaymentCollected(order));
            ofSaga(new FulfilmentCompleted(order));
        }

        private void ofSaga(Object event) {
            follow("OrderSaga", new SagaId(order).toString(), event);
        }

        private void ofPayment(Object event) {
            follow("Payment", payment.toString(), event);
        }

        private void ofStock(Object event) {
            follow("StockItem", sku.toString(), event);
        }

        private long follow(String type, String stream, Object event) {
            at = at.plusMillis(5);
            return log.follow(conversation, at, type, stream, event);
        }
    }
}
