package io.orderflow.axonserver.store.rocksdb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** New properties that wait to be written. */
final class SetProperties extends WriteRequest<@Nullable Void> {

    private final Map<String, String> properties;

    SetProperties(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    int bytes() {
        return 0;
    }

    @Override
    void addTo(Group group) throws RocksDBException {
        group.setProperties(properties);
    }

    @Override
    void confirm() {
        complete(null);
    }
}
