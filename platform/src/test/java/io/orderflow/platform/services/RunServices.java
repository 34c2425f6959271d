package io.orderflow.platform.services;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.platform.address.MongoUris;
import io.orderflow.platform.address.RelayAddresses;
import io.orderflow.platform.certificates.CertificateFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code ./run services} tells each process, read from the commands that start them. */
public final class RunServices {

    private static final Pattern SETTING = Pattern.compile("--([^= ]+)=(.*)");
    private static final Pattern ADDRESS = Pattern.compile("(?:^|//|@)([a-z][a-z-]+)(?::\\d+|/|$)");
    private static final Addresses REACHED = new Addresses("axon-server:8124", Optional.empty(),
            "mongodb://databases/orderflow", "mongodb://databases/orderflow_checkpoints", Optional.empty());
    private static final RelayAddresses BROKERS = RelayAddresses
            .parse(List.of("kafka=kafka:9093", "rabbitmq=amqp://u1:p1@rabbitmq:5671"));
    /** Those that the gateway is told of beside the services. */
    private static final List<String> BESIDE = List.of(ServiceProcesses.RELAY, ServiceProcesses.NOTIFICATION,
            ServiceProcesses.CONSOLE);

    private final ServiceCommands commands;

    private RunServices(@Nullable ServiceTls tls) {
        commands = new ServiceCommands(Path.of("/data"), Ports.byDefault(),
                List.of("--spring.security.oauth2.resourceserver.jwt.issuer-uri=http://identity:8080"), tls);
    }

    /** With {@code --tls}. */
    public static RunServices encrypted() {
        return new RunServices(new ServiceTls(new CertificateFolder(Path.of("certificates")), false));
    }

    /** Without {@code --tls}. */
    public static RunServices unencrypted() {
        return new RunServices(null);
    }

    /** The names of the processes, but for the servers and the issuer; with those that {@code --relay} starts. */
    public static Stream<String> processes() {
        return Stream.of(Stream.of(Service.values()).map(Service::title), Stream.of(GatewayCommand.NAME),
                BESIDE.stream()).flatMap(names -> names);
    }

    /** The names of those that {@code --relay} starts. */
    public static List<String> ofRelay() {
        return List.of(ServiceProcesses.RELAY, ServiceProcesses.NOTIFICATION);
    }

    /** The settings of a process, some of which are variables of its environment. */
    public Map<String, String> settingsOf(String process) {
        Map<String, String> settings = settings(commandOf(process));
        switch (process) {
            case ServiceProcesses.RELAY -> settings.putAll(BROKERS.relayEnvironment());
            case ServiceProcesses.NOTIFICATION -> settings.putAll(BROKERS.readerEnvironment());
            default -> {
                // All of them are arguments.
            }
        }
        return settings;
    }

    private List<String> commandOf(String process) {
        return switch (process) {
            case GatewayCommand.NAME -> GatewayCommand.arguments("host", 1, service -> at(service.title()), commands
                    .gatewaySettings(BESIDE.stream().map(name -> GatewayCommand.instance(name, at(name))).toList()));
            case ServiceProcesses.RELAY -> commands.relay(process, REACHED);
            case ServiceProcesses.NOTIFICATION -> commands.notificationArguments(process,
                    MongoUris.notification(REACHED.checkpoints()));
            case ServiceProcesses.CONSOLE -> commands.console(process, at(GatewayCommand.NAME));
            default -> commands.service(Stream.of(Service.values()).filter(one -> one.title().equals(process)).findAny()
                    .orElseThrow(), REACHED);
        };
    }

    private static URI at(String process) {
        return URI.create("http://" + process + ":8080");
    }

    /** The settings of the issuer of tokens. */
    public Map<String, String> issuer() {
        return settings(commands.issuer());
    }

    /** The options of the event store, by name. */
    public Set<String> eventStoreOptions() {
        return commands.eventStore("axon-server").stream().filter(word -> word.startsWith("--") && !word.contains("="))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> settings(List<String> command) {
        return command.stream().map(SETTING::matcher).filter(matcher -> matcher.matches())
                .filter(matcher -> matcher.group(1).contains("."))
                .collect(Collectors.toMap(matcher -> matcher.group(1), matcher -> matcher.group(2), (one, two) -> two,
                        TreeMap::new));
    }

    /** Whom a process calls, by the addresses that it is given. */
    public Set<String> calledBy(String process) {
        return settingsOf(process).values().stream()
                .flatMap(value -> ADDRESS.matcher(value).results().map((MatchResult found) -> found.group(1)))
                .filter(host -> !host.equals("host"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
