package io.orderflow.benchmarks.order;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The products, the accounts and the orders of a benchmark. Orders have one line each, and products and accounts take
 * turns. Stock and money never run out, so that every order can be confirmed. Thread-safe.
 */
final class Shop {

    /** The product that all orders of a round for one product have. */
    static final String WANTED = "SKU-0";

    private static final int PRODUCTS = 200;
    private static final int ACCOUNTS = 1_000;
    private static final int SETUPS_AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int REFUSED_FOR_NOW = 503;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    /** The counts of all days, which are the last ones in the report. */
    private static final Pattern COUNTS = Pattern
            .compile(".*\"orders\":\\{\"placed\":(\\d+),\"confirmed\":(\\d+),\"shipped\":0,\"rejected\":(\\d+),.*");

    private final Http http;
    private final AtomicInteger orders = new AtomicInteger();
    /** The number of orders that were offered once each; those that were accepted are among the orders as well. */
    private final AtomicInteger offers = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    Shop(Http http) {
        this.http = http;
    }

    /** The numbers of placed and of confirmed orders in the read model of sales. */
    record Counts(long placed, long confirmed) {}

    void open() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(SETUPS_AT_ONCE)) {
            Stream<Callable<Object>> products = IntStream.range(0, PRODUCTS)
                    .mapToObj(product -> Executors.callable(() -> list(product)));
            Stream<Callable<Object>> accounts = IntStream.range(0, ACCOUNTS)
                    .mapToObj(account -> Executors.callable(() -> openAccount(account)));
            for (Future<Object> done : threads.invokeAll(Stream.concat(products, accounts).toList())) {
                done.get();
            }
        }
    }

    private void list(int product) {
        require(http.post("/products", "list-" + product,
                "{\"sku\":\"SKU-%d\",\"name\":\"Product %d\",\"unitPrice\":%s}".formatted(product, product,
                        usd("1.50"))));
        require(http.post("/products/SKU-" + product + "/receipts", "receive-" + product, "{\"quantity\":1000000}"));
    }

    private void openAccount(int account) {
        require(http.post("/accounts", "open-" + account,
                "{\"accountId\":\"acc-%d\",\"owner\":\"Ada\",\"currency\":\"USD\"}".formatted(account)));
        require(http.post("/accounts/acc-" + account + "/deposits", "deposit-" + account,
                "{\"amount\":" + usd("1000000.00") + "}"));
    }

    /** Places the next order. When the platform refuses it for now, it is sent again after the time that the answer names, until it is accepted. */
    void placeOrder() {
        int number = orders.getAndIncrement();
        String order = order("o", number);
        Reply reply = http.post("/orders", "order-" + number, order);
        for (; reply.status() == REFUSED_FOR_NOW; reply = http.post("/orders", "order-" + number, order)) {
            refusals.incrementAndGet();
            LockSupport.parkNanos(Duration.ofSeconds(reply.retryAfter()).toNanos());
        }
        require(reply);
    }

    /** Asks once for another order. Returns whether the platform accepted it; the alternative is a refusal for now. */
    boolean offerOrder() {
        int number = offers.getAndIncrement();
        Reply reply = http.post("/orders", "offer-" + number, order("offer-", number));
        if (reply.status() == REFUSED_FOR_NOW) {
            refusals.incrementAndGet();
            return false;
        }
        require(reply);
        orders.incrementAndGet();
        return true;
    }

    private static String order(String prefix, int number) {
        return """
                {"orderId":"%s%d","customerId":"customer-%d","accountId":"acc-%d","lines":\
                [{"sku":"SKU-%d","quantity":1,"unitPrice":%s}]}"""
                .formatted(prefix, number, number % ACCOUNTS, number % ACCOUNTS, number % PRODUCTS, usd("1.50"));
    }

    /** How often the platform has refused an order for now. */
    int refusals() {
        return refusals.get();
    }

    /**
     * Waits until all placed orders are confirmed, for a limited time. Returns how many were not confirmed at the call.
     */
    long awaitConfirmed() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long left = onTheirWay();
        for (long now = left; now > 0; now = onTheirWay()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(now + " of " + orders + " orders are not confirmed after " + PATIENCE);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return left;
    }

    /** The number of placed orders that are not known to be confirmed. */
    long onTheirWay() {
        return orders.get() - counts().confirmed();
    }

    Counts counts() {
        String sales = require(http.get("/sales")).body();
        Matcher counts = COUNTS.matcher(sales);
        if (!counts.find()) {
            throw new IllegalStateException("Not a report of sales: " + sales);
        }
        if (!counts.group(3).equals("0")) {
            throw new IllegalStateException("Orders were rejected, for which there is no reason but time: " + sales);
        }
        return new Counts(Long.parseLong(counts.group(1)), Long.parseLong(counts.group(2)));
    }

    private static String usd(String amount) {
        return "{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}";
    }

    private static Reply require(Reply reply) {
        if (!reply.isSuccess()) {
            throw new IllegalStateException(reply.toString());
        }
        return reply;
    }
}
