package io.orderflow.benchmarks.projection;

import io.orderflow.benchmarks.measure.JavaProcess;
import io.orderflow.mongoserver.MongoServerApplication;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The embedded database in a process of its own, so that its memory does not count as the memory of a rebuild. */
final class DatabaseProcess implements AutoCloseable {

    /** Nearly all objects die young. A large young generation makes pauses rare, but long. */
    private static final List<String> HEAP = List.of("-Xms2g", "-Xmx6g", "-Xmn64m");
    private static final String HOST = "127.0.0.1";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final Process process;
    private final int port;

    private DatabaseProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    }

    static DatabaseProcess start(Path data) throws IOException {
        int port = freePort();
        List<String> arguments = List.of("--port", "" + port, "--data", data.toString());
        Process process = JavaProcess.command(HEAP, MongoServerApplication.class, arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        DatabaseProcess database = new DatabaseProcess(process, port);
        database.awaitStart();
        return database;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isListening()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IllegalStateException("The database does not start");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    String readModelsUri() {
        return "mongodb://" + HOST + ':' + port + "/orderflow";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
