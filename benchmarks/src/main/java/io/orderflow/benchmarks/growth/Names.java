package io.orderflow.benchmarks.growth;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.Sku;

/** The names of products, customers and accounts. Every order has one line, and all of these take turns. */
final class Names {

    static final int PRODUCTS = 1_000;
    static final int CUSTOMERS = 10_000;
    static final Money PRICE = Money.of("1.50", "USD");

    private Names() {}

    static OrderId order(int number) {
        return new OrderId("order-" + number);
    }

    static CustomerId customer(int number) {
        return new CustomerId("customer-" + number % CUSTOMERS);
    }

    static AccountId account(int number) {
        return new AccountId("account-" + number % CUSTOMERS);
    }

    static Sku product(int number) {
        return new Sku("SKU-" + number % PRODUCTS);
    }

    static String productName(int number) {
        return "Product " + number % PRODUCTS;
    }
}
