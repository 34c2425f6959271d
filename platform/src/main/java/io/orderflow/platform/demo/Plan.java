package io.orderflow.platform.demo;

import io.orderflow.api.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The plan of the demo: products, accounts and orders, all of them drawn from one seed, and the end that each order
 * must come to.
 */
record Plan(List<Product> products, List<Account> accounts, List<Order> orders) {

    static final long SEED = 20_261_122;
    static final int ORDERS = 400;
    /** The product that customers order more often than there are units of it. */
    static final Product SCARCE = new Product("SCARCE", "The last of their kind", Money.of("5.00", "USD"), 25);

    private static final int PRODUCTS = 12;
    private static final int ACCOUNTS = 20;
    private static final Product SOLD_OUT = new Product("SOLD-OUT", "Sold out", Money.of("9.99", "USD"), 0);
    private static final Account POOR = new Account("acc-poor", "customer-poor", Money.of("0.50", "USD"));
    private static final Account FOREIGN = new Account("acc-euro", "customer-euro", Money.of("5000.00", "EUR"));

    record Product(String sku, String name, Money price, int stock) {}

    record Account(String id, String customer, Money funds) {}

    record Line(String sku, int quantity, Money unitPrice) {

        Map<String, Object> json() {
            return Map.of("sku", sku, "quantity", quantity, "unitPrice", moneyJson(unitPrice));
        }
    }

    /** The treatment of an order, and the end that it must therefore come to. */
    enum Fate {
        STAYS_CONFIRMED("CONFIRMED", ""), SHIPPED("SHIPPED", ""), CANCELLED_AT_ONCE("CANCELLED", "changed my mind"),
        CANCELLED_LATER("CANCELLED", "changed my mind"), SCARCE("", ""), OUT_OF_STOCK("REJECTED", "OUT_OF_STOCK"),
        UNKNOWN_PRODUCT("REJECTED", "UNKNOWN_PRODUCT"), PRICE_CHANGED("REJECTED", "PRICE_CHANGED"),
        NO_MONEY("REJECTED", "INSUFFICIENT_FUNDS"), WRONG_CURRENCY("REJECTED", "CURRENCY_MISMATCH"),
        NO_ACCOUNT("REJECTED", "UNKNOWN_ACCOUNT");

        final String status;
        final String reason;

        Fate(String status, String reason) {
            this.status = status;
            this.reason = reason;
        }
    }

    record Order(String id, String customer, String account, List<Line> lines, Fate fate) {

        Map<String, Object> json() {
            return Map.of("orderId", id, "customerId", customer, "accountId", account, "lines",
                    lines.stream().map(Line::json).toList());
        }
    }

    static Map<String, String> moneyJson(Money money) {
        return Map.of("amount", money.amount().toPlainString(), "currency", money.currency());
    }

    static Plan draw(int count) {
        Random random = new Random(SEED);
        List<Product> products = new ArrayList<>();
        for (int i = 1; i <= PRODUCTS; i++) {
            products.add(new Product("SKU-" + i, "Product " + i,
                    Money.of((1 + random.nextInt(40)) + "." + (10 + random.nextInt(90)), "USD"), 5_000));
        }
        List<Account> accounts = new ArrayList<>();
        for (int i = 1; i <= ACCOUNTS; i++) {
            accounts.add(new Account("acc-" + i, "customer-" + i, Money.of("100000.00", "USD")));
        }
        List<Order> orders = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            orders.add(order(i, products, accounts, random));
        }
        products.addAll(List.of(SCARCE, SOLD_OUT));
        accounts.addAll(List.of(POOR, FOREIGN));
        return new Plan(products, accounts, orders);
    }

    private static Order order(int number, List<Product> products, List<Account> accounts, Random random) {
        Fate fate = fate(random.nextInt(100));
        List<Line> lines = new ArrayList<>();
        int first = random.nextInt(products.size());
        for (int i = 0; i <= random.nextInt(4); i++) {
            Product product = products.get((first + i) % products.size());
            lines.add(new Line(product.sku(), 1 + random.nextInt(5), product.price()));
        }
        Account payer = accounts.get(random.nextInt(accounts.size()));
        switch (fate) {
            case SCARCE -> lines.add(new Line(SCARCE.sku(), 1, SCARCE.price()));
            case OUT_OF_STOCK -> lines.add(new Line(SOLD_OUT.sku(), 1, SOLD_OUT.price()));
            case UNKNOWN_PRODUCT -> lines.add(new Line("NEVER-LISTED", 1, Money.of("1.00", "USD")));
            case PRICE_CHANGED -> lines.set(0, new Line(lines.getFirst().sku(), 1, Money.of("0.01", "USD")));
            case NO_MONEY -> payer = POOR;
            case WRONG_CURRENCY -> payer = FOREIGN;
            default -> {
                // An ordinary order, whatever is done with it later.
            }
        }
        String account = fate == Fate.NO_ACCOUNT ? "acc-never-opened" : payer.id();
        return new Order("demo-%04d".formatted(number), payer.customer(), account, List.copyOf(lines), fate);
    }

    private static Fate fate(int percent) {
        return percent < 25
                ? Fate.STAYS_CONFIRMED
                : percent < 55
                        ? Fate.SHIPPED
                        : percent < 62
                                ? Fate.CANCELLED_AT_ONCE
                                : percent < 70
                                        ? Fate.CANCELLED_LATER
                                        : percent < 82
                                                ? Fate.SCARCE
                                                : percent < 86
                                                        ? Fate.OUT_OF_STOCK
                                                        : percent < 89
                                                                ? Fate.UNKNOWN_PRODUCT
                                                                : percent < 92
                                                                        ? Fate.PRICE_CHANGED
                                                                        : percent < 96
                                                                                ? Fate.NO_MONEY
                                                                                : percent < 98
                                                                                        ? Fate.WRONG_CURRENCY
                                                                                        : Fate.NO_ACCOUNT;
    }
}
