package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.InFlight;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Placing orders, as many as possible and half as many; carrying them; and a product that everyone wants. */
public final class OrderSuites {

    static final String GROUP = "orders";

    private static final Duration BURST = Duration.ofSeconds(10);
    private static final int IN_FLIGHT = 64;
    private static final int CARRIED_PER_SECOND = 200;
    private static final Duration CARRYING = Duration.ofMinutes(2);

    private OrderSuites() {}

    public static List<Suite> all() {
        Executor threads = task -> Thread.ofVirtual().start(task);
        return List.of(
                new OrderSuite("placed", shop -> InFlight.run(IN_FLIGHT, BURST, 1,
                        lane -> CompletableFuture.runAsync(shop::placeOrder, threads))),
                new OrderSuite("acknowledged.500", shop -> OpenLoop.run(500, BURST, shop::placeOrder)),
                new OrderSuite("acknowledged.100", shop -> OpenLoop.run(CARRIED_PER_SECOND / 2, BURST,
                        shop::placeOrder)),
                new OrderSuite("confirmed", shop -> Confirming.run(CARRIED_PER_SECOND, CARRYING, shop)));
    }
}
