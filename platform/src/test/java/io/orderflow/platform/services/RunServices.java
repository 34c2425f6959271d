package io.orderflow.platform.services;

import io.orderflow.audit.AuditTarget.Addresses;
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
    private static final Pattern ADDRESS = Pattern.compile("(?:^|//)([a-z][a-z-]+)(?::\\d+|/|$)");
    private static final Addresses REACHED = new Addresses("axon-server:8124", Optional.empty(),
            "mongodb://databases/orderflow", "mongodb://databases/orderflow_checkpoints", Optional.empty());

    private final ServiceCommands commands;

    private RunServices(@Nullable ServiceTls tls) {
        commands = new ServiceCommands(Path.of("data"), Ports.byDefault(),
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

    /** The settings of a service or of the gateway. */
    public Map<String, String> settingsOf(String process) {
        return settings(process.equals(GatewayCommand.NAME)
                ? GatewayCommand.arguments("host", 1, service -> URI.create("http://" + service.title() + ":8080"),
                        commands.gatewaySettings(List.of()))
                : commands.service(Stream.of(Service.values()).filter(one -> one.title().equals(process)).findAny()
                        .orElseThrow(), REACHED));
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
