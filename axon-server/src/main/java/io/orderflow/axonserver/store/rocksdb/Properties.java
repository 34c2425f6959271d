package io.orderflow.axonserver.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.axoniq.axonserver.grpc.admin.UpdateContextPropertiesRequest;
import io.orderflow.axonserver.store.StoreException;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The column family {@code default}: what is kept once a store. The properties are the protocol's own message for
 * them. Thread-safe, because it keeps nothing.
 */
final class Properties {

    private static final byte[] PROPERTIES_KEY = "properties".getBytes(UTF_8);
    private static final byte[] FIRST_TOKEN_KEY = "first token".getBytes(UTF_8);

    static final byte[] SNAPSHOTS_WITHIN_LOG_KEY = "snapshots within log".getBytes(UTF_8);
    private static final byte[] TRUE = {1};

    private final Database database;

    Properties(Database database) {
        this.database = database;
    }

    Map<String, String> all() {
        byte[] found = read(PROPERTIES_KEY);
        try {
            return found.length == 0 ? Map.of() : UpdateContextPropertiesRequest.parseFrom(found).getMetaDataMap();
        } catch (InvalidProtocolBufferException e) {
            throw new StoreException.Failure("The event store is damaged", e);
        }
    }

    void put(WriteBatch batch, Map<String, String> properties) throws RocksDBException {
        batch.put(database.handle(Family.DEFAULT), PROPERTIES_KEY,
                UpdateContextPropertiesRequest.newBuilder().putAllMetaData(properties).build().toByteArray());
    }

    /** The token of the first event that the log holds, or would hold. */
    long firstToken() {
        byte[] found = read(FIRST_TOKEN_KEY);
        return found.length == 0 ? 0 : Keys.readLong(found, 0);
    }

    void putFirstToken(WriteBatch batch, long token) throws RocksDBException {
        batch.put(database.handle(Family.DEFAULT), FIRST_TOKEN_KEY, Keys.ofLong(token));
    }

    /** Whether no snapshot is of an event that the log does not have: this version refuses such ones. */
    boolean hasSnapshotsWithinLog() {
        return read(SNAPSHOTS_WITHIN_LOG_KEY).length > 0;
    }

    void putSnapshotsWithinLog(WriteBatch batch) throws RocksDBException {
        batch.put(database.handle(Family.DEFAULT), SNAPSHOTS_WITHIN_LOG_KEY, TRUE);
    }

    private byte[] read(byte[] key) {
        return database.read(Family.DEFAULT, (db, handle) -> {
            byte[] found = db.get(handle, key);
            return found == null ? new byte[0] : found;
        });
    }
}
