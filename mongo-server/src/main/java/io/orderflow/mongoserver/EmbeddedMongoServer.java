package io.orderflow.mongoserver;

import io.orderflow.mongoserver.backend.Operations;
import io.orderflow.mongoserver.backend.RocksBackend;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.StoreCopies;
import io.orderflow.mongoserver.store.StoreFailure;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.mongoserver.store.StoreUnusable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server of MongoDB's protocol on the loopback interface, whose databases are in a directory. A change is answered
 * when it is in the database's log of writes: the death of the process loses nothing of it. A power cut loses at most
 * what was changed within the {@linkplain StoreSettings#syncInterval() last moment}, and never an earlier change
 * without the later ones; a write concern with {@code j: true} waits for the disk. Thread-safe.
 *
 * <pre>
 * try (EmbeddedMongoServer server = EmbeddedMongoServer.start(directory, 0, StoreSettings.DEFAULT)) {
 *     MongoClient client = MongoClients.create(server.uri("shop"));
 * }
 * </pre>
 */
public final class EmbeddedMongoServer implements AutoCloseable {

    private final DocumentStore store;
    private final RocksBackend backend;
    private final Listener listener;

    private EmbeddedMongoServer(DocumentStore store, RocksBackend backend, Listener listener) {
        this.store = store;
        this.backend = backend;
        this.listener = listener;
    }

    /**
     * Starts a server.
     *
     * @param directory the directory of the databases, which is made where it does not exist
     * @param port      0 takes a free one
     * @throws StoreUnusable where another process has the directory, or it is damaged, or of another version
     */
    public static EmbeddedMongoServer start(Path directory, int port, StoreSettings settings) {
        return start(directory, port, settings, null);
    }

    /**
     * As {@link #start(Path, int, StoreSettings)}.
     *
     * @param certificate encrypts the connections, and wants a certificate of clients; without one they are not encrypted
     */
    public static EmbeddedMongoServer start(Path directory, int port, StoreSettings settings,
            @Nullable Certificate certificate) {
        DocumentStore store = DocumentStore.open(directory, settings);
        try {
            RocksBackend backend = new RocksBackend(store);
            return new EmbeddedMongoServer(store, backend,
                    Listener.start(backend, new InetSocketAddress("127.0.0.1", port), certificate));
        } catch (StoreFailure failed) {
            store.close();
            throw StoreUnusable.of(directory, failed);
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    /**
     * Reads a whole directory that no server uses, and compares the documents with their indexes, without changing the
     * directory.
     *
     * @return the faults, in words; empty where there are none
     */
    public static List<String> verify(Path directory) {
        try (DocumentStore store = DocumentStore.open(StoreCopies.of(directory), StoreSettings.DEFAULT)) {
            store.verifyChecksums();
            return new RocksBackend(store).problems();
        } catch (StoreUnusable | StoreFailure damaged) {
            return List.of(String.valueOf(damaged.getMessage()));
        } finally {
            StoreCopies.removeFrom(directory);
        }
    }

    /** The connection string, without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port();
    }

    /** The connection string of one of its databases. */
    public String uri(String database) {
        return uri() + "/" + database;
    }

    public int port() {
        return listener.port();
    }

    /** The commands that clients have sent since the start, by name. */
    public Map<String, Operations.Totals> operations() {
        return backend.operations().totals();
    }

    /** The size of the databases on the disk, without the log of writes. */
    public long bytesOnDisk() {
        return store.using(store::bytesOnDisk);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } finally {
            store.close();
        }
    }
}
