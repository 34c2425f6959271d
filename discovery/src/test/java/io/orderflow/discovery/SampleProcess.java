package io.orderflow.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;

/** A process that registers itself, and can look for others. */
final class SampleProcess implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private SampleProcess(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static SampleProcess start(String name, String profile, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + freePort(), "--server.address=127.0.0.1",
                "--spring.application.name=" + name, "--spring.profiles.active=" + profile,
                "--spring.config.import=classpath:discovery.yaml", "--spring.jmx.enabled=false"));
        arguments.addAll(Stream.of(settings).toList());
        return new SampleProcess(new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new)));
    }

    /** A registration may tell the configured port, so that it cannot be left to the web server to find one. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** The ports of all instances of a service that this process finds. */
    List<Integer> ports(String service) {
        return context.getBean(DiscoveryClient.class)
                .getInstances(service)
                .stream()
                .map(ServiceInstance::getPort)
                .sorted()
                .toList();
    }

    String setting(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** The settings of the process. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
