package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.order.WatchedPlatform.Carried;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Fresh platforms, each watched in another way, that take turns to carry the same number of orders, forwards and
 * backwards, so that each is as old as the others and what else the machine does strikes all. One thread uses it.
 */
final class WatchedPlatforms implements AutoCloseable {

    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final int WARM_UPS = 2;

    private final Map<Watching, WatchedPlatform> platforms = new EnumMap<>(Watching.class);
    private final List<Watching> order;
    private int turns;

    private WatchedPlatforms(List<Watching> order) {
        this.order = order;
    }

    /**
     * @param order    the platforms, in the order in which they are started
     * @param receiver the settings that name the receiver of spans
     */
    static WatchedPlatforms start(List<Watching> order, Path data, Supplier<Map<String, String>> receiver)
            throws Exception {
        WatchedPlatforms started = new WatchedPlatforms(order);
        try {
            for (Watching watching : order) {
                started.platforms.put(watching, WatchedPlatform.start(data.resolve(watching.name()), watching,
                        watching.environment(receiver)));
            }
            return started;
        } catch (Exception failed) {
            started.close();
            throw failed;
        }
    }

    /** Carries orders on the first platform for so long, and as many on the others. Returns how many a round has. */
    long warmUp(Duration time) throws Exception {
        Duration part = time.dividedBy(WARM_UPS);
        long orders = 0;
        for (int i = 0; i < WARM_UPS; i++) {
            long some = platforms.get(order.getFirst()).warmUp(part);
            for (Watching other : order.subList(1, order.size())) {
                System.err.println("warming up: " + platforms.get(other).carry(some));
            }
            orders = some;
        }
        return orders * ROUND.toMillis() / part.toMillis();
    }

    /** Carries so many orders on each platform. */
    Map<Watching, Carried> round(long orders) throws Exception {
        Map<Watching, Carried> carried = new EnumMap<>(Watching.class);
        List<Watching> turn = new ArrayList<>(turns++ % 2 == 0 ? order : order.reversed());
        for (Watching watching : turn) {
            WatchedPlatform platform = platforms.get(watching);
            // Who was the last one has just carried orders.
            platform.settle(watching == turn.getFirst() ? OrderSuite.CALM : Duration.ofSeconds(1));
            carried.put(watching, platform.carry(orders));
        }
        System.err.println(carried);
        return carried;
    }

    @Override
    public void close() {
        platforms.values().forEach(WatchedPlatform::close);
    }
}
