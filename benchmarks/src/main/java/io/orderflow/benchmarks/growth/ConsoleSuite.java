package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.order.Http;
import io.orderflow.benchmarks.order.PlatformUnderLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The pages of the console, on a platform that has many orders and carries more meanwhile. The figure of a page is the
 * pages a second that one person gets, with the time of one page.
 */
public final class ConsoleSuite implements Suite {

    private static final int PER_SECOND = 100;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    /** The properties with another number of orders, and with the directory in which the filled folder is kept. */
    private static final int ORDERS = Integer.getInteger("benchmarks.console-orders", 50_000);
    private static final String KEPT = "benchmarks.growth-data";

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String group() {
        return "console";
    }

    @Override
    public List<String> figures() {
        return ConsolePages.names().stream().map(this::named).toList();
    }

    private String named(String page) {
        return name() + '.' + page;
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        Path data = Path.of(System.getProperty(KEPT, request.work().toString()))
                .toAbsolutePath()
                .resolve(name() + '-' + ORDERS);
        if (!Files.exists(data)) {
            Rounds filled = new Rounds();
            filled.add(FilledFolder.fill(data, ORDERS));
            results.accept(filled.figure(named("filled"), "events/s"));
        }
        try (PlatformUnderLoad platform = PlatformUnderLoad.start(data);
                Http http = new Http(platform.port());
                ConsolePages pages = new ConsolePages(platform.port(), ORDERS);
                OrdersMeanwhile meanwhile = new OrdersMeanwhile(new LiveOrders(http))) {
            read(pages, meanwhile, request, results);
        }
    }

    private void read(ConsolePages pages, OrdersMeanwhile meanwhile, Request request, Consumer<Figure> results)
            throws InterruptedException {
        List<String> asked = ConsolePages.names().stream().filter(page -> request.asksFor(named(page))).toList();
        pages.walk(asked, request.plan().firstWarmUp());
        for (String page : asked) {
            pages.round(page, request.plan().warmUp());
            Rounds rounds = new Rounds();
            for (int i = 0; i < request.plan().rounds(); i++) {
                rounds.add(pages.round(page, request.plan().roundTime()));
            }
            meanwhile.requireGoingOn();
            results.accept(rounds.figure(named(page), "pages/s"));
        }
    }

    /** Orders that are placed, at a fixed rate, until this is closed. */
    private static final class OrdersMeanwhile implements AutoCloseable {

        private volatile boolean ended;
        private final CompletableFuture<Void> placing;

        OrdersMeanwhile(LiveOrders orders) {
            placing = CompletableFuture.runAsync(() -> place(orders), task -> Thread.ofPlatform().start(task));
        }

        private void place(LiveOrders orders) {
            try {
                while (!ended) {
                    orders.place(PER_SECOND, AT_ONCE);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /** A figure without the load would mean nothing. */
        void requireGoingOn() {
            if (placing.isDone()) {
                placing.join();
                throw new IllegalStateException("No orders are placed any more");
            }
        }

        @Override
        public void close() {
            ended = true;
            placing.join();
        }
    }
}
