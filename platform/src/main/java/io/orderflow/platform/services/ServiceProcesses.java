package io.orderflow.platform.services;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.axonserver.Backup;
import io.orderflow.console.ConsoleApplication;
import io.orderflow.identity.IdentityFolder;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.address.MongoUris;
import io.orderflow.platform.address.RelayAddresses;
import io.orderflow.platform.certificates.CertificateFolder;
import io.orderflow.platform.embedded.PlatformOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The event store, the database and every service, each as a process of its own on the loopback interface. Their output
 * goes to a log file each, and they end with this process. One thread starts them; any thread may restart and close them.
 */
public final class ServiceProcesses implements AutoCloseable {

    static final String EVENT_STORE = "axon-server";
    static final String DATABASE = "mongo-server";
    /** The process that issues tokens. */
    static final String ISSUER = "identity";
    /** The process that publishes integration events, where it is asked for. */
    static final String RELAY = "event-relay";
    /** The process that reacts to integration events, beside the relay. */
    static final String NOTIFICATION = "notification";
    /** The process with the pages for operators. */
    static final String CONSOLE = "console";
    private static final String HEALTH = "/actuator/health";
    private static final String ISSUER_URI = "--spring.security.oauth2.resourceserver.jwt.issuer-uri=";

    private final Path data;
    private final ProcessLogs logs;
    private final Ports ports;
    private final IntUnaryOperator route;
    private final List<String> settings;
    private final NamedProcesses processes;
    private Probes probes = new Probes(HttpClient.newHttpClient());
    private final Thread atTheEnd = Thread.ofPlatform().name("services-stop").unstarted(this::stopAll);
    private final List<String> ofGateway = new ArrayList<>();
    private boolean startsIssuer;
    private @Nullable ServiceTls tls;
    private @Nullable AddressFile addressFile;

    private ServiceProcesses(Path data, Ports ports, IntUnaryOperator route, List<String> settings) {
        this.data = data;
        this.logs = new ProcessLogs(data.resolve("logs"));
        this.processes = new NamedProcesses(logs);
        this.ports = ports;
        this.route = route;
        this.settings = settings;
    }

    /** Starts everything on free ports and returns once every service answers. */
    public static ServiceProcesses startOnFreePorts(Path data) {
        return startOnFreePorts(data, IntUnaryOperator.identity(), List.of());
    }

    /**
     * As {@link #startOnFreePorts(Path)}, but a proxy stands between the services and their servers.
     *
     * @param route    maps the port of a server to the port by which the services reach it
     * @param settings further settings of every service, as {@code --name=value}
     */
    public static ServiceProcesses startOnFreePorts(Path data, IntUnaryOperator route, List<String> settings) {
        return start(new ServiceProcesses(data, Ports.free(), route, settings));
    }

    /**
     * As {@link #startOnFreePorts(Path)}, but every connection is encrypted, and everybody shows a certificate.
     *
     * @param settings further settings of every service and of the gateway, as {@code --name=value}
     */
    public static ServiceProcesses startEncryptedOnFreePorts(Path data, CertificateFolder certificates,
            List<String> settings) {
        ServiceProcesses processes = new ServiceProcesses(data, Ports.free(), IntUnaryOperator.identity(), settings);
        processes.encryptBy(new ServiceTls(certificates, true));
        return start(processes);
    }

    private void encryptBy(ServiceTls certificates) {
        certificates.folder().require(CertificateNames.alwaysNeeded());
        tls = certificates;
        probes = new Probes(HttpClient.newBuilder().sslContext(certificates.folder().clientContext()).build());
    }

    /** As {@link #startOnFreePorts(Path)}, but callers need a token of an issuer, which is a process too. */
    public static ServiceProcesses startIdentifiedOnFreePorts(Path data) {
        return startIdentified(data, Ports.free(), Optional.empty(), null);
    }

    /**
     * Starts everything on these ports, with callers who need a token.
     *
     * @param issuer the URL of the provider of tokens; without one an issuer is started, which is a process too
     * @param tls    by what the connections are encrypted; without it they are not
     */
    static ServiceProcesses startIdentified(Path data, Ports ports, Optional<String> issuer,
            @Nullable ServiceTls tls) {
        String url = issuer.orElseGet(() -> "http://" + PlatformOptions.LOOPBACK + ":" + ports.identity());
        ServiceProcesses processes = new ServiceProcesses(data, ports, IntUnaryOperator.identity(),
                List.of(ISSUER_URI + url));
        processes.startsIssuer = issuer.isEmpty();
        if (tls != null) {
            processes.encryptBy(tls);
        }
        return start(processes);
    }

    /** Starts the processes. If the start fails, or this process ends, the started processes end too. */
    private static ServiceProcesses start(ServiceProcesses processes) {
        Runtime.getRuntime().addShutdownHook(processes.atTheEnd);
        try {
            processes.startServers();
            processes.startServices();
            return processes;
        } catch (RuntimeException failed) {
            processes.close();
            throw failed;
        }
    }

    private void startServers() {
        Backup.requireRestored(data);
        launch(EVENT_STORE, commands().eventStore(EVENT_STORE));
        launch(DATABASE, commands().database(DATABASE));
        if (startsIssuer) {
            launch(ISSUER, commands().issuer());
            processes.await(ISSUER,
                    () -> probes.isListening(ports.identity()) && IdentityFolder.in(data).issuer().isPresent());
        }
        processes.await(EVENT_STORE, () -> probes.isListening(ports.axonServer()));
        processes.await(DATABASE, () -> probes.isListening(ports.mongo()));
        addressFile = AddressFile.write(data, addresses(), Optional.ofNullable(tls).map(ServiceTls::folder));
    }

    /** The addresses of the event store and the databases, for tools that look at the system from outside. */
    public Addresses addresses() {
        return at().servers(IntUnaryOperator.identity());
    }

    private ProcessAddresses at() {
        return new ProcessAddresses(ports, Optional.ofNullable(tls).map(ServiceTls::folder));
    }

    private void startServices() {
        Addresses reached = at().servers(route);
        for (Service service : Service.values()) {
            launch(service.title(), commands().service(service, reached));
        }
        for (Service service : Service.values()) {
            processes.await(service.title(), () -> probes.isHealthy(uri(service).resolve(HEALTH)));
        }
    }

    /**
     * Starts the relay, and the service that reacts to what it publishes; returns once both answer.
     *
     * @param brokers name the brokers; they have passwords, which all users of the machine could see among the arguments of
     *                a process, so that they become variables of its environment
     */
    public List<URI> startRelay(RelayAddresses brokers) {
        if (tls != null) {
            tls.folder().require(List.of(RELAY, NOTIFICATION));
        }
        Addresses reached = at().servers(route);
        startOptional(RELAY, commands().relay(RELAY, reached), brokers.relayEnvironment(), at().relay(), HEALTH);
        startOptional(NOTIFICATION,
                commands().notification(NOTIFICATION, MongoUris.notification(reached.checkpoints())),
                brokers.readerEnvironment(), at().notification(), HEALTH);
        return List.of(at().relay(), at().notification());
    }

    /** Starts the console for a gateway that is going to listen on this host, and returns once it answers. */
    public URI startConsole(String host) {
        if (tls != null) {
            tls.folder().require(List.of(CONSOLE));
        }
        startOptional(CONSOLE, commands().console(CONSOLE, at().gateway(host)), Map.of(), at().console(),
                ConsoleApplication.PATH + HEALTH);
        return at().console();
    }

    private void startOptional(String name, List<String> command, Map<String, String> environment, URI address,
            String health) {
        processes.launch(name, command, environment);
        processes.await(name, () -> probes.isHealthy(address.resolve(health)));
        ofGateway.add(GatewayCommand.instance(name, address));
    }

    /** Starts the common entrance of the services, and returns its address once it answers. */
    public URI startGateway(String host) {
        URI gateway = at().gateway(host);
        launch(GatewayCommand.NAME, commands().gateway(host, this::uri, ofGateway));
        processes.await(GatewayCommand.NAME, () -> probes.isHealthy(gateway.resolve(HEALTH)));
        return gateway;
    }

    private ServiceCommands commands() {
        return new ServiceCommands(data, ports, settings, tls);
    }

    private void launch(String name, List<String> command) {
        processes.launch(name, command, Map.of());
    }

    /** The names of all processes, those of the servers first. */
    public List<String> names() {
        return processes.names();
    }

    /** Starts the process of this name, which has ended, as it was started before. Returns at once. */
    public void restart(String name) {
        processes.restart(name);
    }

    /**
     * Starts each process again that ends by itself, and reports it. Returns when no process runs and none is to be
     * started.
     */
    void supervise(Consumer<String> say) {
        processes.supervise(say);
    }

    /** The process of this name, running or ended. */
    public ProcessHandle process(String name) {
        return processes.process(name);
    }

    /** The address of this service. */
    public URI uri(Service service) {
        return at().of(service);
    }

    /** Where the database shows its metrics. */
    public URI databaseOverHttp() {
        return at().databaseOverHttp();
    }

    /** Where the event store answers over HTTP, with its metrics. */
    public URI eventStoreOverHttp() {
        return at().eventStoreOverHttp();
    }

    /** The folder with the log of each process, named after it. */
    public Path logs() {
        return logs.folder();
    }

    /** Asks every process to end, the services before their servers, and ends those forcibly that do not. */
    @Override
    public void close() {
        stopAll();
        if (Thread.currentThread() != atTheEnd) {
            try {
                Runtime.getRuntime().removeShutdownHook(atTheEnd);
            } catch (IllegalStateException ends) {
                // This process ends already, and the hook finds nothing left to do.
            }
        }
    }

    private void stopAll() {
        processes.stop(List.of(EVENT_STORE, DATABASE), addressFile);
    }
}
