package io.orderflow.mongoserver.store;

import java.nio.charset.StandardCharsets;

/** The column families. Their names are on the disk, and so never change. */
public enum ColumnFamily {
    DEFAULT("default"), DOCUMENTS("documents"), INDEXES("indexes");

    private final String storedName;

    ColumnFamily(String storedName) {
        this.storedName = storedName;
    }

    byte[] storedName() {
        return storedName.getBytes(StandardCharsets.UTF_8);
    }
}
