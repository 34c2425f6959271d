package io.orderflow.benchmarks.projection;

import io.orderflow.benchmarks.Suite;
import java.util.List;

/**
 * The suites of projections: rebuilds of a long and of a short log, whose memory can be compared, a live projection,
 * and lists.
 */
public final class ProjectionSuites {

    static final String GROUP = "projections";

    private ProjectionSuites() {}

    public static List<Suite> all() {
        return List.of(new RebuildSuite("1m", 100_000), new RebuildSuite("200k", 20_000),
                new LiveSuite("live.orders.10000-events", "events/s", 100, 10, 10 * DeliveredOrders.STEPS),
                new LiveSuite("live.orders.200-orders", "orders/s", 200, 1, 1), new ListsSuite());
    }
}
