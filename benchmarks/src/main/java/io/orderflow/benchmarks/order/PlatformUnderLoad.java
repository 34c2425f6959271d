package io.orderflow.benchmarks.order;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.benchmarks.measure.JavaProcess;
import io.orderflow.platform.Orderflow;
import io.orderflow.platform.address.AddressFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The platform as {@code ./run} starts it, in a process of its own. */
public final class PlatformUnderLoad implements AutoCloseable {

    /** The flags that {@code ./run} gives the platform's JVM alone, and a shorter log. */
    private static final List<String> FLAGS = Stream
            .of((System.getProperty("benchmarks.platform-flags", "-Xmx2g") + " -DORDERFLOW_LOG_LEVEL=WARN").split(" "))
            .toList();
    private static final Pattern READY = Pattern.compile("Orderflow is ready on http://localhost:(\\d+) .*");

    private final Path data;
    private final Process process;
    private final int port;

    private PlatformUnderLoad(Path data, Process process) throws IOException {
        this.data = data;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        this.port = awaitPort();
    }

    /** Starts the platform on a free port. */
    public static PlatformUnderLoad start(Path data) throws IOException {
        return start(data, 0, Map.of());
    }

    /** @param environment settings of the platform, as variables of its environment */
    static PlatformUnderLoad start(Path data, int port, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = JavaProcess
                .command(FLAGS, Orderflow.class,
                        List.of("start", "--port", String.valueOf(port), "--data", data.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new PlatformUnderLoad(data, builder.start());
    }

    private int awaitPort() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                Thread.ofVirtual().start(() -> passOn(output));
                return Integer.parseInt(ready.group(1));
            }
            System.err.println(line);
        }
        throw new IOException("The platform ended before it was ready");
    }

    /** Passes the output of the process on. The end of the process closes the output, possibly during a read. */
    private static void passOn(BufferedReader output) {
        try {
            output.lines().forEach(System.err::println);
        } catch (UncheckedIOException ended) {
            System.err.println("The platform has ended");
        }
    }

    public int port() {
        return port;
    }

    public Addresses addresses() {
        return AddressFile.read(data).orElseThrow();
    }

    public long pid() {
        return process.pid();
    }

    /** Kills the process, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
