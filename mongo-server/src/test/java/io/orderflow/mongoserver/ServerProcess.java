package io.orderflow.mongoserver;

import io.orderflow.mongoserver.store.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerProcess start(Path directory) throws IOException {
        return start(directory, StoreSettings.DEFAULT.cacheBytes());
    }

    static ServerProcess start(Path directory, long cacheBytes) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-cp", System.getProperty("java.class.path"), Main.class.getName(), directory.toString(),
                Long.toString(cacheBytes))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("port ")) {
                return new ServerProcess(process, Integer.parseInt(line.substring("port ".length())));
            }
        }
        throw new IOException("The server has not started");
    }

    String uri(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database;
    }

    /** Whether it merges files at this moment, as Linux tells. */
    boolean isCompacting() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.anyMatch(ServerProcess::isCompacting);
        }
    }

    /** RocksDB compacts on threads of this name, which otherwise sleep. */
    private static boolean isCompacting(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith("rocksdb:low")
                    && Files.readString(thread.resolve("stat")).matches("(?s).*\\) [RD] .*");
        } catch (IOException ended) {
            return false;
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Starts a server, and says where. */
    static final class Main {

        public static void main(String[] arguments) {
            EmbeddedMongoServer server = EmbeddedMongoServer.start(Path.of(arguments[0]), 0,
                    new StoreSettings(Long.parseLong(arguments[1]), StoreSettings.DEFAULT.syncInterval()));
            System.out.println("port " + server.port());
        }
    }
}
