package io.orderflow.axonserver.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Writes again what is there already, to find out whether a store that could not write can do so now. */
final class Probe extends WriteRequest<@Nullable Void> {

    @Override
    int bytes() {
        return 0;
    }

    /** Another request of the group could change what this one has read. */
    @Override
    boolean standsAlone() {
        return true;
    }

    @Override
    void addTo(Group group) throws RocksDBException {
        group.rewriteProperties();
    }

    @Override
    void confirm() {
        complete(null);
    }
}
