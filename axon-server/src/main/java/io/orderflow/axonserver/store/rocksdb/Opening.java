package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** One opening of a database, until it is closed. Whoever uses it makes sure that nobody closes it meanwhile. */
final class Opening implements AutoCloseable {

    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;

    private Opening(RocksDB db, List<ColumnFamilyHandle> handles) {
        this.db = db;
        this.handles = handles;
    }

    /** Opens the database in a directory, and makes it where there is none. */
    static Opening of(Path directory, DatabaseOptions options) throws RocksDBException {
        requireNotHeadless(directory);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB db = RocksDB.open(options.database(), directory.toString(), options.families(), handles);
        return new Opening(db, handles);
    }

    /** Opens a database that is there without a change to its files. */
    static Opening readOnly(Path directory, DatabaseOptions options) throws RocksDBException {
        requireNotHeadless(directory);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB db = RocksDB.openReadOnly(options.database(), directory.toString(), options.families(), handles);
        return new Opening(db, handles);
    }

    /** Without the file that names the others, RocksDB would make a new database in the middle of an old one. */
    private static void requireNotHeadless(Path directory) {
        if (StoreFiles.hasContent(directory) && !Files.exists(directory.resolve(StoreFiles.CURRENT))) {
            throw new StoreException.Failure("Cannot open the event store in " + directory,
                    new IllegalStateException("it is damaged: its file " + StoreFiles.CURRENT + " is missing"));
        }
    }

    RocksDB db() {
        return db;
    }

    ColumnFamilyHandle handle(Family family) {
        return handles.get(family.ordinal());
    }

    List<ColumnFamilyHandle> handles() {
        return handles;
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
    }
}
