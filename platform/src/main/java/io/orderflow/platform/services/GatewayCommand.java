package io.orderflow.platform.services;

import io.orderflow.platform.jvm.JavaCommand;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The command that starts the gateway. It has a class path of its own, so that the services have nothing of it. */
public final class GatewayCommand {

    static final String NAME = "gateway";

    private static final String MAIN = "io.orderflow.gateway.GatewayApplication";
    private static final String INSTANCE = "--spring.cloud.discovery.client.simple.instances.%s[0].uri=%s";

    private GatewayCommand() {}

    /** The command, given where to listen and the address of each service. */
    public static List<String> of(String host, int port, Function<Service, URI> addresses) {
        return of(host, port, addresses, List.of());
    }

    /** The command with further settings, as {@code --name=value}. */
    static List<String> of(String host, int port, Function<Service, URI> addresses, List<String> settings) {
        return JavaCommand.of(new BuiltModule(NAME).classPath(), MAIN, arguments(host, port, addresses, settings));
    }

    static List<String> arguments(String host, int port, Function<Service, URI> addresses, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.address=" + host, "--server.port=" + port));
        for (Service service : Service.values()) {
            arguments.add(instance(service.title(), addresses.apply(service)));
        }
        arguments.addAll(settings);
        return arguments;
    }

    /** The setting that says where a service is. */
    static String instance(String service, URI address) {
        return INSTANCE.formatted(service, address);
    }
}
