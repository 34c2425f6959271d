package io.orderflow.gateway;

import static io.orderflow.service.description.DescribedAnswers.heldOfGateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway on a free port. */
final class RunningGateway implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a gateway.
     *
     * @param ports    the port of each service
     * @param settings further settings, as {@code --name=value}
     */
    static RunningGateway before(Map<String, Integer> ports, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
        ports.forEach((service, port) -> arguments.add(
                "--spring.cloud.discovery.client.simple.instances.%s[0].uri=http://127.0.0.1:%d".formatted(service,
                        port)));
        arguments.addAll(List.of(settings));
        return new RunningGateway(new SpringApplicationBuilder(GatewayApplication.class)
                .properties("spring.config.name=gateway")
                .run(arguments.toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    HttpRequest.Builder request(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> get(String target, String... headers) throws IOException, InterruptedException {
        return heldOfGateway(http.send(request(target, headers).GET().build(), BodyHandlers.ofString()));
    }

    HttpResponse<String> post(String target, String json, String... headers)
            throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return heldOfGateway(
                http.send(request(target, all).POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString()));
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        context.close();
    }
}
