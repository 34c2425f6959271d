package io.orderflow.benchmarks.server;

/** The number of events in a store before a measurement. */
enum StoreSize {
    SMALL("10k", 10_000),
    LARGE("5m", 5_000_000);

    private final String title;
    private final int events;

    StoreSize(String title, int events) {
        this.title = title;
        this.events = events;
    }

    String title() {
        return title;
    }

    int events() {
        return events;
    }

    int aggregates() {
        return events / SampleEvents.SHORT_LIFE;
    }
}
