package io.orderflow.axonserver.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The column families; {@code package-info.java} draws their layouts. The names are on the disk: they never change. */
enum Family {
    DEFAULT("default"),
    EVENTS("events"),
    AGGREGATES("aggregates"),
    HEADS("heads"),
    TIMES("times"),
    SNAPSHOTS("snapshots"),
    SCHEDULES("schedules"),
    STREAMS("streams"),
    SEGMENTS("segments");

    /** All but what is kept once a store, and what clients keep of their own. */
    static final Set<Family> CONTENTS = Collections
            .unmodifiableSet(EnumSet.complementOf(EnumSet.of(DEFAULT, STREAMS, SEGMENTS)));

    private final String storedName;

    Family(String storedName) {
        this.storedName = storedName;
    }

    String storedText() {
        return storedName;
    }

    byte[] storedName() {
        return storedName.getBytes(StandardCharsets.UTF_8);
    }
}
