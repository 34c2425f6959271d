package io.orderflow.platform.services;

import io.orderflow.platform.address.RelayAddresses;
import io.orderflow.platform.certificates.CertificateFolder;
import io.orderflow.platform.embedded.Documents;
import io.orderflow.platform.embedded.PlatformOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts every service as a process and stays until it is told to stop. */
@Command(name = "services", mixinStandardHelpOptions = true, description = "Starts every service as a process.")
public final class ServicesCommand implements Callable<Integer> {

    @Option(names = "--data", defaultValue = "data", description = "The folder of all data that outlives a restart (./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--host", defaultValue = PlatformOptions.LOOPBACK, description = "Address that the gateway listens on (${DEFAULT-VALUE}); the services listen on this machine only.")
    private String host = PlatformOptions.LOOPBACK;

    @Option(names = "--issuer", paramLabel = "URL", description = "Uses this OpenID provider in place of an issuer of its own.")
    private @Nullable String issuer;

    @Option(names = "--free-ports", description = "Uses free ports in place of the usual ones.")
    private boolean freePorts;

    @Option(names = "--tls", paramLabel = "FOLDER", description = "Encrypts every connection by the certificates in this folder, which ./run certificates makes. The services, the event store and the database want a certificate of their clients.")
    private @Nullable Path certificates;

    @Option(names = "--client-certificates", description = "With --tls: the gateway wants a certificate of its callers too, beside their tokens.")
    private boolean clientCertificates;

    @Option(names = "--relay", paramLabel = "BROKER=ADDRESS", description = "Publishes integration events to kafka=HOST:PORT or rabbitmq=amqp://USER:PASSWORD@HOST:PORT, once for each; and starts the service that reacts to them.")
    private List<String> relays = List.of();

    private static final List<String> OPTIONAL = List.of(ServiceProcesses.RELAY, ServiceProcesses.NOTIFICATION);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RelayAddresses brokers = brokers();
        Ports ports = freePorts ? Ports.free() : Ports.byDefault();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starting the event store, the database and " + Service.values().length
                + " services behind a gateway…");
        Documents.ofEarlierRelease(data).ifPresent(out::println);
        out.flush();
        ServiceProcesses processes = ServiceProcesses.startIdentified(data.toAbsolutePath().normalize(), ports,
                Optional.ofNullable(issuer), tls());
        List<URI> relay = brokers.isEmpty() ? List.of() : processes.startRelay(brokers);
        URI console = processes.startConsole(host);
        URI gateway = processes.startGateway(host);
        out.printf("%n  %-18s 127.0.0.1:%d%n  %-18s 127.0.0.1:%d%n", "axon-server", ports.axonServer(),
                "mongo-server", ports.mongo());
        for (Service service : Service.values()) {
            out.printf("  %-18s %s/swagger-ui.html%n", service.title(), processes.uri(service));
        }
        for (int i = 0; i < relay.size(); i++) {
            out.printf("  %-18s %s/swagger-ui.html%n", OPTIONAL.get(i), relay.get(i));
        }
        out.printf("  %-18s %s%n", ServiceProcesses.CONSOLE, console);
        out.printf("%n  All of them answer at the gateway, %s/swagger-ui.html, with the console at %s/console/%n",
                gateway, gateway);
        out.printf("  Every request needs a token: ./run token --customer c1 --data %s, or --operator%n", data);
        out.printf("%nReady; the logs are in %s; stop: Ctrl-C%n", processes.logs());
        out.flush();
        processes.supervise(news -> {
            out.println(news);
            out.flush();
        });
        return 0;
    }

    private RelayAddresses brokers() {
        try {
            return RelayAddresses.parse(relays);
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage());
        }
    }

    private @Nullable ServiceTls tls() {
        if (clientCertificates && certificates == null) {
            throw new ParameterException(spec.commandLine(), "--client-certificates needs --tls");
        }
        return certificates == null
                ? null
                : new ServiceTls(new CertificateFolder(certificates.toAbsolutePath().normalize()), clientCertificates);
    }
}
