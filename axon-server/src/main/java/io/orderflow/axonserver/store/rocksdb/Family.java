package io.orderflow.axonserver.store.rocksdb;

import java.nio.charset.StandardCharsets;

/** The column families; {@code package-info.java} draws their layouts. The names are on the disk: they never change. */
enum Family {
    DEFAULT("default"),
    EVENTS("events"),
    AGGREGATES("aggregates"),
    HEADS("heads"),
    TIMES("times"),
    SNAPSHOTS("snapshots"),
    SCHEDULES("schedules");

    private final String storedName;

    Family(String storedName) {
        this.storedName = storedName;
    }

    byte[] storedName() {
        return storedName.getBytes(StandardCharsets.UTF_8);
    }
}
