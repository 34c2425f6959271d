package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Round;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A platform that carries orders, and perhaps is scraped meanwhile as Prometheus does. One thread uses it. */
final class WatchedPlatform implements AutoCloseable {

    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);
    private static final String OURS = "orderflow_";
    private static final String JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private final PlatformUnderLoad platform;
    private final ProcessorTime time;
    private final Http http;
    private final Shop shop;
    private final ScheduledExecutorService scraping = Executors.newSingleThreadScheduledExecutor();

    private WatchedPlatform(PlatformUnderLoad platform) {
        this.platform = platform;
        this.time = new ProcessorTime(platform.pid());
        this.http = new Http(platform.port());
        this.shop = new Shop(http);
    }

    /**
     * What a round has carried.
     *
     * @param perSecond     orders confirmed a second
     * @param millisAnOrder processor time
     */
    record Carried(double perSecond, double millisAnOrder) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f orders/s of %.2f ms of processor time", perSecond, millisAnOrder);
        }
    }

    /** @param environment settings, as variables of the environment */
    static WatchedPlatform start(Path data, Watching watching, Map<String, String> environment) throws Exception {
        Map<String, String> settings = new HashMap<>(ProcessorTime.SETTINGS);
        settings.putAll(environment);
        WatchedPlatform started = new WatchedPlatform(PlatformUnderLoad.start(data, 0, settings));
        started.shop.open();
        started.requireMetrics(watching.isScraped());
        if (watching.isScraped()) {
            started.scraping.scheduleAtFixedRate(started::page, SCRAPE_INTERVAL.toMillis(), SCRAPE_INTERVAL.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        return started;
    }

    private String page() {
        return http.get("/actuator/prometheus").body();
    }

    /** A platform without the metrics that it must have, or with some that it must not have, would compare nothing. */
    private void requireMetrics(boolean shown) {
        if (page().contains(OURS) != shown) {
            throw new IllegalStateException("The platform shows " + (shown ? "no metrics" : "metrics all the same"));
        }
    }

    /** Carries orders for a while. Returns how many. */
    long warmUp(Duration time) throws InterruptedException {
        long before = shop.counts().confirmed();
        System.err.println("warming up: " + OrdersUnderWay.run(time, shop));
        shop.awaitConfirmed();
        return shop.counts().confirmed() - before;
    }

    /** Carries about so many orders, at the end of which all are confirmed. */
    Carried carry(long orders) throws InterruptedException {
        long before = shop.counts().confirmed();
        Duration used = time.used();
        Round round = OrdersUnderWay.run(orders, shop);
        shop.awaitConfirmed();
        return new Carried(round.perSecond(), (double) time.used().minus(used).toNanos()
                / TimeUnit.MILLISECONDS.toNanos(1) / (shop.counts().confirmed() - before));
    }

    /** Collects the garbage of what came before, and waits until the platform takes a burst again. */
    void settle(Duration calm) throws IOException, InterruptedException {
        Process collection = new ProcessBuilder(JCMD, String.valueOf(platform.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (collection.waitFor() != 0) {
            throw new IllegalStateException("jcmd did not collect the garbage");
        }
        LockSupport.parkNanos(calm.toNanos());
    }

    @Override
    public void close() {
        scraping.shutdownNow();
        http.close();
        platform.close();
    }
}
