package io.orderflow.benchmarks.server;

/** How many events a store holds when a figure's measurement begins. */
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
