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
    SCHEDULES("schedules");

    /** All but what is kept once a store. */
    static final Set<Family> CONTENTS = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(DEFAULT)));

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
