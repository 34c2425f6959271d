package io.orderflow.platform.services;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.console.ConsoleApplication;
import io.orderflow.identity.IdentityServer;
import io.orderflow.platform.embedded.Documents;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.platform.jvm.JavaCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands that start the servers, the issuer of tokens, the services and the gateway.
 *
 * @param settings further settings of every service and of the gateway, as {@code --name=value}
 * @param tls      by what the connections are encrypted; null where they are not
 */
record ServiceCommands(Path data, Ports ports, List<String> settings, @Nullable ServiceTls tls) {

    List<String> eventStore(String name) {
        List<String> command = server(name, "io.orderflow.axonserver.standalone.AxonServerApplication",
                ports.axonServer(), data.resolve(PlatformOptions.EVENTS));
        command.addAll(List.of("--http-port", "" + ports.axonServerHttp()));
        return command;
    }

    List<String> database(String name) {
        List<String> command = server(name, "io.orderflow.mongoserver.MongoServerApplication", ports.mongo(),
                Documents.in(data));
        command.addAll(List.of("--http-port", "" + ports.mongoHttp()));
        return command;
    }

    private List<String> server(String name, String mainClass, int port, Path folder) {
        List<String> options = new ArrayList<>(List.of("--port", "" + port, "--data", folder.toString()));
        if (tls != null) {
            options.addAll(tls.folder().serverOptions(name));
        }
        return JavaCommand.of(mainClass, options);
    }

    List<String> issuer() {
        return JavaCommand.of(IdentityServer.class.getName(),
                List.of("--server.port=" + ports.identity(), "--orderflow.issuer.data=" + data));
    }

    /** @param reached where the service reaches the event store and the databases */
    List<String> service(Service service, Addresses reached) {
        return service(service.title(), service.mainClass(), ports.services().get(service), reached);
    }

    /** As {@link #service(Service, Addresses)}, for the relay. */
    List<String> relay(String name, Addresses reached) {
        return service(name, "io.orderflow.relay.EventRelayApplication", ports.relay(), reached);
    }

    /** It knows neither the event store nor the databases of the others; without a mail server it writes files. */
    List<String> notification(String name, String database) {
        return JavaCommand.of(new BuiltModule(name).classPath(), "io.orderflow.notification.NotificationApplication",
                notificationArguments(name, database));
    }

    List<String> notificationArguments(String name, String database) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + ports.notification(),
                "--orderflow.notification.uri=" + database,
                "--orderflow.notification.email.folder=" + data.resolve("mails")));
        arguments.addAll(ofEveryService(name));
        return arguments;
    }

    /** @param gateway the address at which the console reaches the platform */
    List<String> console(String name, URI gateway) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + ports.console(),
                "--orderflow.console.api=" + gateway, "--orderflow.console.metrics=" + Stream.of(Service.values())
                        .map(service -> "/services/" + service.title() + "/actuator/prometheus")
                        .collect(Collectors.joining(","))));
        arguments.addAll(settings);
        if (tls != null) {
            arguments.addAll(tls.ofConsole(name));
        }
        return JavaCommand.of(ConsoleApplication.class.getName(), arguments);
    }

    private List<String> service(String name, String mainClass, int port, Addresses reached) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + port,
                "--axon.axonserver.servers=" + reached.axonServer(),
                "--orderflow.read-models.uri=" + reached.readModels(),
                "--orderflow.checkpoints.uri=" + reached.checkpoints()));
        arguments.addAll(ofEveryService(name));
        return JavaCommand.of(mainClass, arguments);
    }

    private List<String> ofEveryService(String name) {
        List<String> all = new ArrayList<>(settings);
        if (tls != null) {
            all.addAll(tls.ofService(name));
        }
        return all;
    }

    /** @param further settings of the gateway alone */
    List<String> gateway(String host, Function<Service, URI> addresses, List<String> further) {
        return GatewayCommand.of(host, ports.gateway(), addresses, gatewaySettings(further));
    }

    /** The settings of the gateway, but for its own address and those of the services. */
    List<String> gatewaySettings(List<String> further) {
        List<String> ofGateway = new ArrayList<>(settings);
        ofGateway.addAll(further);
        if (tls != null) {
            ofGateway.addAll(tls.ofGateway(GatewayCommand.NAME));
        }
        return ofGateway;
    }
}
