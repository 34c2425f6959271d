package io.orderflow.mongoserver.store;

import java.nio.charset.StandardCharsets;

/** The column families. Their names are on the disk, and so never change. */
public enum Family {
    DEFAULT("default"), DOCUMENTS("documents"), INDEXES("indexes");

    private final String storedName;

    Family(String storedName) {
        this.storedName = storedName;
    }

    byte[] storedName() {
        return storedName.getBytes(StandardCharsets.UTF_8);
    }
}
