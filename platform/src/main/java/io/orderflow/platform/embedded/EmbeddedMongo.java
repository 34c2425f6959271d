package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two servers of MongoDB's protocol on the loopback interface. One keeps the read models, in memory, to be rebuilt from
 * the events at every start; the other keeps the checkpoints and dead letters of what acts, in a file. In a crash a
 * checkpoint may go back a little, and what acts repeats itself without harm.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String FILE = "checkpoints.h2";

    private final MongoServer readModels;
    private final MongoServer checkpoints;

    private EmbeddedMongo(MongoServer readModels, MongoServer checkpoints) {
        this.readModels = readModels;
        this.checkpoints = checkpoints;
    }

    /**
     * Starts both servers.
     *
     * @param directory       where the file of the checkpoints is, made where it does not exist
     * @param readModelsPort  the port of the one server; 0 takes a free one
     * @param checkpointsPort the port of the other; 0 takes a free one
     */
    public static EmbeddedMongo start(Path directory, int readModelsPort, int checkpointsPort) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the data directory " + directory, e);
        }
        MongoServer checkpoints = new MongoServer(new CheckpointBackend(directory.resolve(FILE)));
        MongoServer readModels = new MongoServer(new IndexedBackend());
        EmbeddedMongo servers = new EmbeddedMongo(readModels, checkpoints);
        try {
            readModels.bind(new InetSocketAddress("127.0.0.1", readModelsPort));
            checkpoints.bind(new InetSocketAddress("127.0.0.1", checkpointsPort));
            return servers;
        } catch (RuntimeException failed) {
            servers.close();
            throw failed;
        }
    }

    /** The connection string of the read models' database. */
    public String readModelsUri() {
        return uri(readModels, "orderflow");
    }

    /** The connection string of the checkpoints' database. */
    public String checkpointsUri() {
        return uri(checkpoints, "orderflow_checkpoints");
    }

    private static String uri(MongoServer server, String database) {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort() + "/" + database;
    }

    @Override
    public void close() {
        readModels.shutdownNow();
        checkpoints.shutdownNow();
    }
}
