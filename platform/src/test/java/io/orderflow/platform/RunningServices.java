package io.orderflow.platform;

import static org.awaitility.Awaitility.await;

import io.orderflow.platform.address.RelayAddresses;
import io.orderflow.platform.certificates.CertificateAuthority;
import io.orderflow.platform.certificates.CertificateFolder;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.services.CertificateNames;
import io.orderflow.platform.services.Service;
import io.orderflow.platform.services.ServiceProcesses;
import io.orderflow.relay.RabbitServer;
import io.orderflow.service.description.DescribedAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;

/**
 * The services as processes behind the gateway while the tests of a class and its nested classes run, registered with
 * {@code @RegisterExtension}; with the console, and where RabbitMQ is installed with the relay and the reactions to its
 * events. Every connection is encrypted, and everybody shows a certificate. Each request is traced, and the test receives
 * the spans.
 */
final class RunningServices implements BeforeAllCallback {

    static final String RELAY = "event-relay";
    static final String NOTIFICATION = "notification";
    private static final Namespace NAMESPACE = Namespace.create(RunningServices.class);
    private static final String LOOPBACK = "127.0.0.1";
    /** So that renewed certificates and spans are seen at once, and e-mails are given up soon. */
    private static final List<String> IMPATIENT = List.of("--spring.ssl.bundle.watch.file.quiet-period=200ms",
            "--management.opentelemetry.tracing.export.schedule-delay=100ms",
            "--management.tracing.sampling.probability=1", "--orderflow.notification.email.pauses=100ms");

    private @Nullable Running running;

    /** A nested class finds the processes of the class around it. */
    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getStore(NAMESPACE).computeIfAbsent(this, absent -> new Running(), Running.class);
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("The services run only while tests do");
        }
        return running;
    }

    /** The folder of everything that they store. */
    Path data() {
        return running().folder.resolve("data");
    }

    CertificateFolder certificates() {
        return running().certificates;
    }

    ServiceProcesses processes() {
        return running().processes;
    }

    /** What collects the spans of all processes. */
    SpanReceiver spans() {
        return running().spans;
    }

    URI gateway() {
        return running().gateway;
    }

    /** The gateway's interface, for a client that trusts the authority of the moment. */
    Api api() {
        return running().api;
    }

    /** Has clients trust the authority that has made the certificates last. */
    void trustAnew() {
        running().trust();
    }

    /** Ends a process as a crash does, and returns when it is gone. */
    void kill(String name) {
        processes().process(name).destroyForcibly();
        processes().process(name).onExit().join();
    }

    /** Returns when services answer that another test may have left away. */
    void awaitBack() {
        await().atMost(Duration.ofMinutes(3)).until(() -> Stream.of("/accounts/ada", "/orders/o1", "/products/PEN")
                .allMatch(path -> api().get(path).status() == 200));
    }

    /** Where each process shows its metrics, by its name. */
    Map<String, URI> showingMetrics() {
        Map<String, URI> targets = new TreeMap<>(running().optional);
        targets.put("gateway", gateway());
        targets.put("axon-server", processes().eventStoreOverHttp());
        targets.put("mongo-server", processes().databaseOverHttp());
        Stream.of(Service.values()).forEach(service -> targets.put(service.title(), processes().uri(service)));
        return targets;
    }

    /** Whether RabbitMQ is installed, and so the relay and the reactions to its events run. */
    boolean hasRelay() {
        return running().broker != null;
    }

    /** RabbitMQ, where there is a relay. */
    RabbitServer broker() {
        return Objects.requireNonNull(running().broker);
    }

    /** The processes as JUnit stores them, which closes them at the end of the store. */
    private static final class Running implements AutoCloseable {

        private final Path folder;
        private final SpanReceiver spans = SpanReceiver.start();
        private final CertificateFolder certificates;
        private final Map<String, URI> optional = new TreeMap<>();
        private final ServiceProcesses processes;
        private final URI gateway;
        private @Nullable RabbitServer broker;
        private Api api;

        Running() {
            try {
                folder = Files.createTempDirectory("services-");
                certificates = new CertificateFolder(folder.resolve("certificates"));
                CertificateAuthority.in(certificates.path()).issue(CertificateNames.all());
                processes = ServiceProcesses.startEncryptedOnFreePorts(folder.resolve("data"), certificates,
                        Stream.concat(IMPATIENT.stream(), Stream.of(
                                "--management.opentelemetry.tracing.export.otlp.endpoint=" + spans.url())).toList());
                if (RabbitServer.isInstalled()) {
                    broker = RabbitServer.start(folder.resolve("rabbitmq"));
                    startRelay(broker.uri());
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            processes.startConsole(LOOPBACK);
            gateway = processes.startGateway(LOOPBACK);
            api = trusting();
        }

        private void startRelay(String uri) {
            List<URI> relay = processes.startRelay(RelayAddresses.parse(List.of("rabbitmq=" + uri)));
            optional.put(RELAY, relay.getFirst());
            optional.put(NOTIFICATION, relay.getLast());
        }

        private Api trusting() {
            return new Api((method, path) -> gateway)
                    .encryptedBy(certificates.clientContext()).shownTo(DescribedAnswers::hold);
        }

        private void trust() {
            api = trusting();
        }

        @Override
        public void close() throws IOException {
            processes.close();
            if (broker != null) {
                broker.close();
            }
            spans.stop();
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
