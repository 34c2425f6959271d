package io.orderflow.platform;

import io.orderflow.platform.embedded.Documents;
import io.orderflow.platform.embedded.Openness;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.service.access.AccessMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything in one process and stays until it is told to stop. */
@Command(name = "start", mixinStandardHelpOptions = true, description = "Starts Orderflow in one process.")
final class StartCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "8080", description = "HTTP port; 0 takes a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--host", defaultValue = PlatformOptions.LOOPBACK, description = "Address to listen on (${DEFAULT-VALUE}). There is no identity: whoever reaches another one may do everything.")
    private String host = PlatformOptions.LOOPBACK;

    @Option(names = "--data", defaultValue = "data", description = "The folder of all data that outlives a restart (./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--fresh", description = "Begins with empty data.")
    private boolean fresh;

    @Option(names = "--axon-server", paramLabel = "HOST:PORT", description = "Uses an Axon Server.")
    private @Nullable String axonServer;

    @Option(names = "--mongo", paramLabel = "URI", description = "Uses a MongoDB, as mongodb://host:27017.")
    private @Nullable String mongo;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PlatformOptions options = new PlatformOptions(host, port, data.toAbsolutePath().normalize(),
                Optional.ofNullable(axonServer), Optional.ofNullable(mongo));
        if (fresh) {
            clear(options);
        }
        long began = System.nanoTime();
        Platform platform = Platform.start(options);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("orderflow-stop").unstarted(() -> {
            platform.close();
            end.countDown();
        }));
        announce(host, platform.port(), Duration.ofNanos(System.nanoTime() - began), options.data());
        end.await();
        return 0;
    }

    private void announce(String host, int port, Duration took, Path data) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                """

                        Orderflow is ready on http://localhost:%1$d (%4$s) after %2$.1f s, its data in %3$s
                          try it in a browser:  http://localhost:%1$d/
                          walk through the API: requests.http, or
                          curl -s -X POST localhost:%1$d/products -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM" \\
                               -d '{"sku":"PEN","name":"Pen","unitPrice":{"amount":"1.50","currency":"USD"}}'
                          curl -s localhost:%1$d/products
                          stop: Ctrl-C
                        """,
                port, took.toMillis() / 1000.0, data, AccessMode.OPEN.description());
        out.print(Openness.warning(host));
        out.flush();
    }

    /** Removes the platform's own files from the folder, and nothing else. */
    private static void clear(PlatformOptions options) throws IOException {
        for (Path directory : List.of(options.events(), Documents.in(options.data()),
                Documents.earlier(options.data()))) {
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
