package io.orderflow.axonserver.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import io.orderflow.axonserver.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The column family {@code streams}: what each persistent stream is, as the protocol's own message for that.
 * Thread-safe, because it keeps nothing.
 */
final class StreamDefinitions {

    private final Database database;

    StreamDefinitions(Database database) {
        this.database = database;
    }

    void put(WriteBatch batch, CreateStreamRequest definition) throws RocksDBException {
        batch.put(database.handle(Family.STREAMS), key(definition.getStreamId()), definition.toByteArray());
    }

    void delete(WriteBatch batch, String streamId) throws RocksDBException {
        batch.delete(database.handle(Family.STREAMS), key(streamId));
    }

    List<CreateStreamRequest> all() {
        return database.scan(Family.STREAMS, iterator -> {
            List<CreateStreamRequest> all = new ArrayList<>();
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                all.add(parse(iterator.value()));
            }
            return all;
        });
    }

    private static byte[] key(String streamId) {
        return streamId.getBytes(UTF_8);
    }

    static CreateStreamRequest parse(byte[] definition) {
        try {
            return CreateStreamRequest.parseFrom(definition);
        } catch (InvalidProtocolBufferException e) {
            throw new StoreException.Failure("The event store is damaged", e);
        } catch (NoClassDefFoundError e) {
            throw new StoreException.Failure(
                    "The event store has persistent streams, which the connector on the class path"
                            + " does not know. Axon Framework 4.10 and later bring one that does",
                    e);
        }
    }
}
