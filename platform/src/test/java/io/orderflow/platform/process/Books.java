package io.orderflow.platform.process;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReserved;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What the events of stock and account add up to, counted apart from the aggregates that made them.
 *
 * @param onHand   units by product
 * @param reserved units by product
 */
record Books(Map<Sku, Integer> onHand, Map<Sku, Integer> reserved, Money balance, Money held) {

    static Books of(List<StockEvent> stock, List<AccountEvent> account) {
        return new Books(onHand(stock), reserved(stock), balance(account), held(account));
    }

    private static Map<Sku, Integer> onHand(List<StockEvent> stock) {
        return sum(stock, event -> switch (event) {
            case StockReceived received -> received.quantity();
            case StockDispatched dispatched -> -dispatched.quantity();
            default -> 0;
        });
    }

    private static Map<Sku, Integer> reserved(List<StockEvent> stock) {
        return sum(stock, event -> switch (event) {
            case StockReserved reserved -> reserved.quantity();
            case StockReleased released -> -released.quantity();
            case StockDispatched dispatched -> -dispatched.quantity();
            default -> 0;
        });
    }

    private static Map<Sku, Integer> sum(List<StockEvent> stock,
            ToIntFunction<StockEvent> change) {
        return stock.stream().collect(Collectors.groupingBy(StockEvent::sku,
                Collectors.summingInt(change)));
    }

    private static Money balance(List<AccountEvent> account) {
        Money balance = Money.zero("USD");
        for (AccountEvent event : account) {
            balance = switch (event) {
                case MoneyDeposited deposited -> balance.plus(deposited.amount());
                case HoldCaptured captured -> balance.minus(captured.amount());
                default -> balance;
            };
        }
        return balance;
    }

    private static Money held(List<AccountEvent> account) {
        Money held = Money.zero("USD");
        for (AccountEvent event : account) {
            held = switch (event) {
                case HoldPlaced placed -> held.plus(placed.amount());
                case HoldCaptured captured -> held.minus(captured.amount());
                case HoldReleased released -> held.minus(released.amount());
                default -> held;
            };
        }
        return held;
    }
}
