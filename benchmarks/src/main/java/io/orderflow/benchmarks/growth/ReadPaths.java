package io.orderflow.benchmarks.growth;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** What is read by each name: another order or account each time. Thread-safe. */
final class ReadPaths {

    /** A prime, so that the orders come in another sequence than that of their keys. */
    private static final int STRIDE = 7_919;

    private final Map<String, IntFunction<String>> byName;
    private final int orders;
    private final AtomicInteger number = new AtomicInteger();

    /** @param byName each with the number of an order, of which there are so many */
    ReadPaths(Map<String, IntFunction<String>> byName, int orders) {
        this.byName = byName;
        this.orders = orders;
    }

    String next(String name) {
        return byName.get(name).apply((int) ((long) number.getAndIncrement() * STRIDE % orders));
    }
}
