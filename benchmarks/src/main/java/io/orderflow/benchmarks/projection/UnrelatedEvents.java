package io.orderflow.benchmarks.projection;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.ProductListed;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the events beside those of orders: products, and an account with many deposits. */
final class UnrelatedEvents {

    static final AccountId ACCOUNT = new AccountId("saver");

    private static final Money PRICE = Money.of("1.50", "USD");

    private final DeliveredOrders lives = new DeliveredOrders();

    /** Returns deposits. The opening of the account precedes the first one. */
    List<Event> deposits(int first, int count) {
        Stream<Event> opened = first > 0
                ? Stream.empty()
                : Stream.of(ofAccount(0, new AccountOpened(ACCOUNT, "Saver", "USD")));
        return Stream.concat(opened, IntStream.range(first, first + count)
                .mapToObj(number -> ofAccount(number + 1, new MoneyDeposited(ACCOUNT, PRICE,
                        new TransactionId("t" + number), DepositSource.CASH))))
                .toList();
    }

    List<Event> products(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> new Sku("P" + number))
                .map(sku -> lives.stored("StockItem", sku.toString(), 0, new ProductListed(sku, "A product", PRICE)))
                .toList();
    }

    private Event ofAccount(long sequence, Object payload) {
        return lives.stored("Account", ACCOUNT.toString(), sequence, payload);
    }
}
