package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Memory;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.order.Http;
import io.orderflow.benchmarks.order.PlatformUnderLoad;
import io.orderflow.benchmarks.projection.OrdersRebuild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The platform as {@code ./run} starts it, on a data folder with a number of orders. The figures show whether it
 * starts, answers and follows the log as fast as a new platform.
 */
public final class GrowthSuite implements Suite {

    private static final int LIVE_PER_SECOND = 200;
    private static final Duration LIVE = Duration.ofSeconds(10);
    private static final List<String> PARTS = List.of("start", "read", "live", "rebuild", "audit");
    /**
     * The property with the directory in which filled folders are kept for later runs. Without it they are deleted at
     * the end.
     */
    private static final String KEPT = "benchmarks.growth-data";

    private final String name;
    private final int orders;

    private GrowthSuite(String size, int orders) {
        this.name = group() + '.' + size;
        this.orders = orders;
    }

    public static List<Suite> all() {
        return List.of(new GrowthSuite("20k", 20_000), new GrowthSuite("200k", 200_000));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String group() {
        return "growth";
    }

    @Override
    public List<String> figures() {
        return PARTS.stream().map(this::named).toList();
    }

    private String named(String part) {
        return name + '.' + part;
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        Path data = Path.of(System.getProperty(KEPT, request.work().toString())).toAbsolutePath().resolve(name);
        if (!Files.exists(data)) {
            Rounds filled = new Rounds();
            filled.add(FilledFolder.fill(data, orders));
            results.accept(filled.figure(named("filled"), "events/s"));
            results.accept(fold(data));
        }
        if (request.asksFor(named("start"))) {
            new Starts(data, request.work()).measure(name, request.plan().rounds(), results);
        }
        if (Stream.of("read", "live", "rebuild", "audit").map(this::named).anyMatch(request::asksFor)) {
            use(data, request, results);
        }
    }

    /** Measures the first start, which folds all events into all read models before the platform is ready. */
    private Figure fold(Path data) throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (PlatformUnderLoad platform = PlatformUnderLoad.start(data)) {
            long took = System.nanoTime() - began;
            AuditRun.requireClean(data);
            Rounds folded = new Rounds();
            folded.add(TimedRounds.round(took, events(platform)));
            return folded.figure(named("folded"), "events/s");
        }
    }

    private static long events(PlatformUnderLoad platform) {
        try (Http http = new Http(platform.port())) {
            return Projections.head(http) + 1;
        }
    }

    private void use(Path data, Request request, Consumer<Figure> results) throws Exception {
        try (PlatformUnderLoad platform = PlatformUnderLoad.start(data);
                Memory memory = Memory.watch(platform.pid());
                Http http = new Http(platform.port())) {
            if (request.asksFor(named("read"))) {
                read(new SequentialReads(http, orders), request, results);
            }
            if (request.asksFor(named("live"))) {
                live(new LiveOrders(http), request, results);
            }
            memory.figure(named("memory.used")).ifPresent(results);
            if (request.asksFor(named("rebuild"))) {
                rebuild(platform, http, request, results);
                memory.figure(named("memory.rebuilt")).ifPresent(results);
            }
            if (request.asksFor(named("audit"))) {
                long began = System.nanoTime();
                AuditRun.requireClean(data);
                Rounds audited = new Rounds();
                audited.add(TimedRounds.round(System.nanoTime() - began, Projections.head(http) + 1));
                results.accept(audited.figure(named("audit"), "events/s"));
            }
        }
    }

    private void read(SequentialReads readings, Request request, Consumer<Figure> results) throws InterruptedException {
        Duration warmUp = request.plan().firstWarmUp();
        for (String what : SequentialReads.names()) {
            readings.round(what, warmUp);
            warmUp = request.plan().warmUp();
            Rounds rounds = new Rounds();
            for (int i = 0; i < request.plan().rounds(); i++) {
                rounds.add(readings.round(what, request.plan().roundTime()));
            }
            results.accept(rounds.figure(named("read." + what), "answers/s"));
        }
    }

    private void live(LiveOrders live, Request request, Consumer<Figure> results) throws InterruptedException {
        live.round(LIVE_PER_SECOND / 2, request.plan().firstWarmUp());
        Rounds rounds = new Rounds();
        for (int i = 0; i < request.plan().rounds(); i++) {
            Round round = live.round(LIVE_PER_SECOND, LIVE);
            System.err.println("live: " + round + ", " + live.refusals() + " refusals so far");
            rounds.add(round);
        }
        results.accept(rounds.figure(named("live"), "orders/s"));
    }

    private void rebuild(PlatformUnderLoad platform, Http http, Request request, Consumer<Figure> results)
            throws IOException, InterruptedException {
        OrdersRebuild rebuilding = new OrdersRebuild(URI.create("http://127.0.0.1:" + platform.port()));
        Rounds rounds = new Rounds();
        for (int i = 0; i < request.plan().rounds(); i++) {
            long events = Projections.head(http) + 1;
            rounds.add(TimedRounds.round(rebuilding.rebuild().toNanos(), events));
        }
        results.accept(rounds.figure(named("rebuild"), "events/s"));
    }
}
