package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Memory;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One kind of load on a platform of its own, which has carried orders for a while before it is measured. */
final class OrderSuite implements Suite {

    private static final int WARM_UP_RATE = 150;

    private final String name;
    private final Load load;

    /** What is done in a round. Between rounds every order comes to its confirmation. */
    interface Load {
        Round round(Shop shop) throws InterruptedException;
    }

    OrderSuite(String name, Load load) {
        this.name = name;
        this.load = load;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String group() {
        return OrderSuites.GROUP;
    }

    @Override
    public List<String> figures() {
        return List.of(name);
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        Path data = Files.createTempDirectory(request.work(), "orders-");
        try (PlatformUnderLoad platform = PlatformUnderLoad.start(data);
                Memory memory = Memory.watch(platform.pid());
                Http http = new Http(platform.port())) {
            Shop shop = new Shop(http);
            shop.open();
            OpenLoop.run(WARM_UP_RATE, request.plan().firstWarmUp(), shop::placeOrder);
            shop.awaitConfirmed();
            Rounds rounds = new Rounds();
            for (int i = 0; i < request.plan().rounds(); i++) {
                Round round = load.round(shop);
                System.err.println(name + ": " + round);
                rounds.add(round);
                long ended = System.nanoTime();
                long left = shop.awaitConfirmed();
                System.err.printf("%d orders were left, and confirmed %.1f s later%n", left,
                        (System.nanoTime() - ended) / 1e9);
            }
            results.accept(rounds.figure(name, "orders/s"));
            memory.figure(name + ".memory").ifPresent(results);
        }
    }
}
