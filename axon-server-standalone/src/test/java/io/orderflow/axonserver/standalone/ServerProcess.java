package io.orderflow.axonserver.standalone;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The standalone server in a process that this test started, and may kill. */
public final class ServerProcess implements AutoCloseable {

    /** What the servers say of failures, which several tests cause on purpose. */
    private static final File LOG = new File("target/server-processes.log");
    private static final Pattern READY = Pattern
            .compile("axon-server ready on 127\\.0\\.0\\.1:(\\d+), data in .*, HTTP on port (\\d+)");

    private final Process process;
    private final int port;
    private final int httpPort;
    private final String readyLine;

    private ServerProcess(Process process, int port, int httpPort, String readyLine) {
        this.process = process;
        this.port = port;
        this.httpPort = httpPort;
        this.readyLine = readyLine;
    }

    /** Starts a server on free ports, and waits for the line that says it is ready. */
    public static ServerProcess start(Path dataDirectory) throws IOException {
        return start(dataDirectory, Map.of());
    }

    /** As {@link #start(Path)}, with changes to the environment of the process. */
    static ServerProcess start(Path dataDirectory, Map<String, String> environment) throws IOException {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xss512k",
                "-Xmx224m", "-XX:MaxDirectMemorySize=96m", "-cp", System.getProperty("java.class.path"),
                AxonServerApplication.class.getName(), "--port", "0", "--http-port", "0",
                "--data", dataDirectory.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(LOG));
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return new ServerProcess(process, Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)),
                        line);
            }
        }
        throw new IOException("The server ended before it was ready; see " + LOG);
    }

    public int port() {
        return port;
    }

    /** Where it answers HTTP. */
    int httpPort() {
        return httpPort;
    }

    /** The line of standard output that says it is ready. */
    String readyLine() {
        return readyLine;
    }

    /** What it holds of the machine's memory; 0 where the system does not say. */
    public long residentBytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status)
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /** Limits the size of the files that it writes from now on, in bytes; {@code unlimited} lifts the limit. */
    void limitFiles(String bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", String.valueOf(process.pid()),
                "--fsize=" + bytes + ":").inheritIO().start();
        if (prlimit.waitFor() != 0) {
            throw new IOException("prlimit ended with " + prlimit.exitValue());
        }
    }

    /** As {@code kill -9}: the process gets no say in it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As {@code kill}: asks it to end, and answers its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("The server did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
