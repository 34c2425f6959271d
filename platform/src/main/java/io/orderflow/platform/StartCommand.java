package io.orderflow.platform;

import io.orderflow.identity.IdentityServer;
import io.orderflow.platform.address.RelayAddresses;
import io.orderflow.platform.certificates.CertificateFolder;
import io.orderflow.platform.embedded.Documents;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.service.access.AccessMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything in one process and stays until it is told to stop. */
@Command(name = "start", mixinStandardHelpOptions = true, description = "Starts Orderflow in one process.")
final class StartCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(StartCommand.class);
    /** Set where the log is for machines, such as with {@code ecs}. */
    private static final String LOG_FORMAT = "LOGGING_STRUCTURED_FORMAT_CONSOLE";

    @Option(names = "--port", defaultValue = "8080", description = "HTTP port; 0 takes a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--host", defaultValue = PlatformOptions.LOOPBACK, description = "Address to listen on (${DEFAULT-VALUE}). Another one needs --secure or --issuer.")
    private String host = PlatformOptions.LOOPBACK;

    @Option(names = "--data", defaultValue = "data", description = "The folder of all data that outlives a restart (./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--fresh", description = "Begins with empty data.")
    private boolean fresh;

    @Option(names = "--secure", description = "Asks every caller for a token, and starts an issuer of tokens with it.")
    private boolean secure;

    @Option(names = "--issuer", paramLabel = "URL", description = "Asks every caller for a token of this OpenID provider.")
    private @Nullable String issuer;

    @Option(names = "--issuer-port", defaultValue = ""
            + IdentityServer.PORT, description = "Port of the issuer that --secure starts; 0 takes a free one (${DEFAULT-VALUE}).")
    private int issuerPort;

    @Option(names = "--tls", paramLabel = "FOLDER", description = "Encrypts what callers send and get, by the certificates in this folder, which ./run certificates makes.")
    private @Nullable Path certificates;

    @Option(names = "--client-certificates", description = "With --tls: wants a certificate of every caller too.")
    private boolean clientCertificates;

    @Option(names = "--axon-server", paramLabel = "HOST:PORT", description = "Uses an Axon Server.")
    private @Nullable String axonServer;

    @Option(names = "--mongo", paramLabel = "URI", description = "Uses a MongoDB, as mongodb://host:27017.")
    private @Nullable String mongo;

    @Option(names = "--relay", paramLabel = "BROKER=ADDRESS", description = "Publishes integration events to kafka=HOST:PORT or rabbitmq=amqp://USER:PASSWORD@HOST:PORT; once for each.")
    private List<String> relays = List.of();

    private static final String SECURED = """
              tokens are issued by: %2$s
              a token for requests: ./run token --customer c1 --data %1$s, or --operator; send it as "Authorization: Bearer …"
              sign in, in a browser: %3$s://127.0.0.1:%4$d/; the users are in %1$s/identity/users.json
            """;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PlatformOptions options = new PlatformOptions(host, port, data.toAbsolutePath().normalize(),
                Optional.ofNullable(axonServer), Optional.ofNullable(mongo));
        List<String> settings = new ArrayList<>(relaySettings());
        settings.addAll(tlsSettings());
        if (fresh) {
            clear(options);
        }
        long began = System.nanoTime();
        IdentityServer identity = secure && issuer == null ? IdentityServer.start(options.data(), issuerPort) : null;
        String url = identity == null ? issuer : identity.issuer();
        Platform platform = start(url == null ? options : options.withIssuer(url), settings, identity);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("orderflow-stop").unstarted(() -> {
            platform.close();
            if (identity != null) {
                identity.close();
            }
            end.countDown();
        }));
        announce(platform.port(), Duration.ofNanos(System.nanoTime() - began), options.data(), url);
        end.await();
        return 0;
    }

    private List<String> relaySettings() {
        try {
            return RelayAddresses.parse(relays).settings();
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage());
        }
    }

    private List<String> tlsSettings() {
        if (certificates == null) {
            if (clientCertificates) {
                throw new ParameterException(spec.commandLine(), "--client-certificates needs --tls");
            }
            return List.of();
        }
        CertificateFolder folder = new CertificateFolder(certificates.toAbsolutePath().normalize());
        folder.require(List.of(CertificateFolder.PLATFORM));
        return folder.listenerSettings(CertificateFolder.PLATFORM, clientCertificates);
    }

    private static Platform start(PlatformOptions options, List<String> settings, @Nullable IdentityServer identity) {
        try {
            return Platform.start(options, settings);
        } catch (RuntimeException failed) {
            if (identity != null) {
                identity.close();
            }
            throw failed;
        }
    }

    private void announce(int port, Duration took, Path data, @Nullable String url) {
        PrintWriter out = spec.commandLine().getOut();
        AccessMode access = url == null ? AccessMode.OPEN : AccessMode.IDENTIFIED;
        String scheme = certificates == null ? "http" : "https";
        if (!Objects.requireNonNullElse(System.getenv(LOG_FORMAT), "").isBlank()) {
            LOG.info("Orderflow is ready on {}://localhost:{} ({}) after {} ms, its data in {}", scheme, port,
                    access.description(), took.toMillis(), data);
            return;
        }
        String curl = "curl -s " + (certificates == null ? "" : "--cacert " + certificates + "/ca.crt ")
                + (url == null ? "" : "-H \"Authorization: Bearer $(./run token --operator --data " + data + ")\" ");
        out.printf(
                """

                        Orderflow is ready on %6$s://localhost:%1$d (%4$s) after %2$.1f s, its data in %3$s
                          try it in a browser:  %6$s://localhost:%1$d/
                          walk through the API: requests.http, or
                          %5$s-X POST %6$s://localhost:%1$d/products -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM" \\
                               -d '{"sku":"PEN","name":"Pen","unitPrice":{"amount":"1.50","currency":"USD"}}'
                          %5$s%6$s://localhost:%1$d/products
                          stop: Ctrl-C
                        """,
                port, took.toMillis() / 1000.0, data, access.description(), curl, scheme);
        if (url != null) {
            out.printf(SECURED, data, url, scheme, port);
        }
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
