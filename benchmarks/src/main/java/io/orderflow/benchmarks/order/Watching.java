package io.orderflow.benchmarks.order;

import java.util.Map;
import java.util.function.Supplier;

/** How a platform is watched. Each kind has what the one before it has, and more. */
enum Watching {

    /** The platform keeps no metrics. */
    NOT(false, Map.of("MANAGEMENT_METRICS_ENABLE_ALL", "false")),
    /** It keeps metrics, and is scraped. */
    METRICS(true, Map.of()),
    /** Beside that, it sends spans of one request in ten, as by default. */
    TRACES(true, Map.of());

    private final boolean scraped;
    private final Map<String, String> settings;

    Watching(boolean scraped, Map<String, String> settings) {
        this.scraped = scraped;
        this.settings = settings;
    }

    boolean isScraped() {
        return scraped;
    }

    /**
     * The settings of the platform, as variables of its environment.
     *
     * @param receiver the settings that name the receiver of spans
     */
    Map<String, String> environment(Supplier<Map<String, String>> receiver) {
        return this == TRACES ? receiver.get() : settings;
    }
}
