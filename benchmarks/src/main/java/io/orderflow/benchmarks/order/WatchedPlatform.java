package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Round;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A platform that carries orders, and perhaps is scraped meanwhile as Prometheus does. One thread uses it. */
final class WatchedPlatform implements AutoCloseable {

    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);
    private static final String OURS = "orderflow_";

    private final PlatformUnderLoad platform;
    private final Http http;
    private final Shop shop;
    private final ScheduledExecutorService scraping = Executors.newSingleThreadScheduledExecutor();

    private WatchedPlatform(PlatformUnderLoad platform) {
        this.platform = platform;
        this.http = new Http(platform.port());
        this.shop = new Shop(http);
    }

    /** What a round has carried. */
    record Carried(double perSecond, double millisAnOrder) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f orders/s of %.2f ms of processor time", perSecond, millisAnOrder);
        }
    }

    /** @param environment settings, as variables of the environment */
    static WatchedPlatform start(Path data, Map<String, String> environment, boolean isScraped) throws Exception {
        WatchedPlatform started = new WatchedPlatform(PlatformUnderLoad.start(data, 0, environment));
        started.shop.open();
        if (isScraped) {
            started.scraping.scheduleAtFixedRate(started::page, SCRAPE_INTERVAL.toMillis(), SCRAPE_INTERVAL.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        return started;
    }

    private String page() {
        return http.get("/actuator/prometheus").body();
    }

    /** @throws IllegalStateException where it shows metrics of ours and must not, or shows none and must */
    void requireMetrics(boolean shown) {
        if (page().contains(OURS) != shown) {
            throw new IllegalStateException("The platform shows " + (shown ? "no metrics" : "metrics all the same"));
        }
    }

    void warmUp(Duration time) throws InterruptedException {
        System.err.println("warming up: " + OrdersUnderWay.run(time, shop));
        shop.awaitConfirmed();
    }

    /** Carries orders for a round, at the end of which all are confirmed. */
    Carried carry() throws InterruptedException {
        long before = shop.counts().confirmed();
        Duration used = platform.processorTime();
        Round round = OrdersUnderWay.run(ROUND, shop);
        shop.awaitConfirmed();
        return new Carried(round.perSecond(), (double) platform.processorTime().minus(used).toMillis()
                / (shop.counts().confirmed() - before));
    }

    @Override
    public void close() {
        scraping.shutdownNow();
        http.close();
        platform.close();
    }
}
