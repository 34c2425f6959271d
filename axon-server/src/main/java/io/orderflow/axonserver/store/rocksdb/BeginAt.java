package io.orderflow.axonserver.store.rocksdb;

import org.rocksdb.RocksDBException;

/** The first token of a store that is still empty. It stands alone in its group, because it moves the end of the log. */
final class BeginAt extends WriteRequest<Long> {

    private final long token;
    private long nextToken;

    BeginAt(long token) {
        this.token = token;
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
        group.beginAt(token);
        nextToken = group.nextToken();
    }

    @Override
    void confirm() {
        complete(nextToken);
    }
}
