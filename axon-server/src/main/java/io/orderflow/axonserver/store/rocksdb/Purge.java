package io.orderflow.axonserver.store.rocksdb;

import java.util.List;
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
        Family.CONTENTS.forEach(this::compactSoon);
    }

    /** Gives back the room of what was deleted: whole files at once, the rest when the disk is idle. */
    private void compactSoon(Family family) {
        database.read(family, (db, handle) -> {
            db.deleteFilesInRanges(handle, List.of(Keys.BEFORE_ALL, Keys.AFTER_ALL), false);
            db.suggestCompactRange(handle);
            return true;
        });
    }
}
