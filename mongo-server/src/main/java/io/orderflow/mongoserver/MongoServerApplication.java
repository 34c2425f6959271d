package io.orderflow.mongoserver;

import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.mongoserver.store.StoreUnusable;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server as a process of its own. */
@Command(name = "mongo-server", mixinStandardHelpOptions = true, description = "A database for one machine, in place of MongoDB.")
public final class MongoServerApplication implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "27117", description = "Port on the loopback interface (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--data", defaultValue = "data", description = "Where the databases are (./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--http-port", description = "Port on the loopback interface for /actuator/prometheus (default: none; 0 takes a free one).")
    private @Nullable Integer httpPort;

    @ArgGroup(exclusive = false)
    private @Nullable Tls tls;

    /** The files of the encryption, all of them or none. */
    private static final class Tls {

        @Option(names = "--tls-cert", required = true, description = "The server's certificate (PEM); the three files belong together.")
        private Path chain = Path.of("");

        @Option(names = "--tls-key", required = true, description = "The certificate's private key (PEM, PKCS 8, not encrypted).")
        private Path key = Path.of("");

        @Option(names = "--tls-ca", required = true, description = "Certificates (PEM) that vouch for those of clients, which every client needs.")
        private Path clientAuthority = Path.of("");
    }

    public static void main(String[] args) {
        MongoServerApplication application = new MongoServerApplication();
        CommandLine commandLine = new CommandLine(application);
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            line.getErr().println("mongo-server cannot run on port " + application.port + ": " + cause.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = data.toAbsolutePath().normalize();
        Certificate certificate = tls == null ? null : new Certificate(tls.chain, tls.key, tls.clientAuthority);
        EmbeddedMongoServer server;
        try {
            server = EmbeddedMongoServer.start(folder, port, StoreSettings.DEFAULT, certificate);
        } catch (StoreUnusable unusable) {
            System.err.println(unusable.getMessage());
            return 1;
        }
        MetricsListener metrics = httpPort == null
                ? null
                : MetricsListener.start(new MetricsPage(server, folder), httpPort, certificate);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("mongo-server-stop").unstarted(() -> {
            if (metrics != null) {
                metrics.close();
            }
            server.close();
            end.countDown();
        }));
        end.await();
        return 0;
    }
}
