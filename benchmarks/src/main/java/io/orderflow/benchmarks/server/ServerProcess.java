package io.orderflow.benchmarks.server;

import io.orderflow.axonserver.standalone.AxonServerApplication;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.JavaProcess;
import io.orderflow.benchmarks.measure.Memory;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own: ours, as {@code ./run server} starts it, or the idle server. */
final class ServerProcess implements Subject {

    private static final Pattern READY = Pattern.compile(".* ready on 127\\.0\\.0\\.1:(\\d+).*");

    /** The flags that {@code ./run server} gives its JVM alone. */
    private static final String FLAGS = System.getProperty("benchmarks.server-flags", "-Xmx256m");

    private final String name;
    private final Process process;
    private final Memory memory;
    private final Client client;

    private ServerProcess(String name, Class<?> main, List<String> arguments) throws IOException {
        this.name = name;
        this.process = JavaProcess.command(List.of(FLAGS.split(" ")), main, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        this.client = Client.tcp(awaitPort());
        this.memory = Memory.watch(process.pid());
    }

    static ServerProcess ours(Stores stores, StoreSize size) throws IOException {
        return new ServerProcess(size.title(), AxonServerApplication.class,
                List.of("--port", "0", "--data", stores.copy(size).toString()));
    }

    static ServerProcess idle() throws IOException {
        return new ServerProcess(IdleServices.NAME, IdleServer.class, List.of());
    }

    private int awaitPort() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IOException("The server " + name + " ended before it was ready");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public Optional<Figure> memory(String figure) {
        return memory.figure(figure);
    }

    @Override
    public void close() {
        client.close();
        memory.close();
        process.destroy();
        process.onExit().join();
    }
}
