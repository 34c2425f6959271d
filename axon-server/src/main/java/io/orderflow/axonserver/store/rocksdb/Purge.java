package io.orderflow.axonserver.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The end of all events, snapshots and schedules. It stands alone in its group, so that it need not look into it. */
final class Purge extends WriteRequest<@Nullable Void> {

    private final Database database;

    Purge(Database database) {
        this.database = database;
    }

    @Override
    int bytes() {
        return 0;
    }

    @Override
    boolean standsAlone() {
        return true;
    }

    @Override
    void addTo(Group group) throws RocksDBException {
        group.purge();
    }

    @Override
    void confirm() {
        complete(null);
        database.compactSoon();
    }
}
