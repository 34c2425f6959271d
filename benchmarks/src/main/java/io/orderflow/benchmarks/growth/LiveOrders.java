package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.measure.Latencies;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.order.Http;
import io.orderflow.benchmarks.order.OpenLoop;
import io.orderflow.benchmarks.order.Reply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Places orders at a fixed rate, for the products and accounts of the filled folder. Thread-safe. */
final class LiveOrders {

    private static final int REFUSED_FOR_NOW = 503;
    private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(1);

    private final Http http;
    /** The prefix of the orders' ids; no order of an earlier run has it. */
    private final String prefix = "live-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    LiveOrders(Http http) {
        this.http = http;
    }

    /** How often the platform has refused an order for now. */
    int refusals() {
        return refusals.get();
    }

    /** Places orders without reading them. One operation is the time until an order is acknowledged. */
    Round place(int perSecond, Duration time) throws InterruptedException {
        Round sent = OpenLoop.run(perSecond, time, () -> place(placed.getAndIncrement()));
        System.err.println("placed: " + sent);
        return sent;
    }

    /** One operation is the time from an order's acknowledgement to when it can be read. */
    Round round(int perSecond, Duration time) throws InterruptedException {
        Latencies latencies = new Latencies();
        long began = System.nanoTime();
        Round sent = OpenLoop.run(perSecond, time, () -> {
            int number = placed.getAndIncrement();
            String token = place(number);
            long acknowledged = System.nanoTime();
            awaitReadable(number, token);
            long took = System.nanoTime() - acknowledged;
            synchronized (latencies) {
                latencies.record(took);
            }
        });
        System.err.println("placed and read: " + sent);
        return Round.of(latencies.nanos().getTotalCount(), Duration.ofNanos(System.nanoTime() - began),
                latencies.nanos());
    }

    private String place(int number) {
        String body = """
                {"orderId":"%s%d","customerId":"%s","accountId":"%s","lines":[{"sku":"%s","quantity":1,\
                "unitPrice":{"amount":"1.50","currency":"USD"}}]}"""
                .formatted(prefix, number, Names.customer(number).value(), Names.account(number).value(),
                        Names.product(number).value());
        Reply reply = http.post("/orders", prefix + number, body);
        for (; reply.status() == REFUSED_FOR_NOW; reply = http.post("/orders", prefix + number, body)) {
            refusals.incrementAndGet();
            LockSupport.parkNanos(REPEAT_INTERVAL.toNanos());
        }
        if (!reply.isSuccess()) {
            throw new IllegalStateException("An order was not taken: " + reply);
        }
        return reply.consistencyToken();
    }

    /** Waits until the order can be read. The platform ends each wait after some seconds, so the read is repeated. */
    private void awaitReadable(int number, String token) {
        Reply reply = http.get("/orders/" + prefix + number, token);
        while (reply.status() == REFUSED_FOR_NOW) {
            reply = http.get("/orders/" + prefix + number, token);
        }
        if (!reply.isSuccess()) {
            throw new IllegalStateException("An order cannot be read: " + reply);
        }
    }
}
