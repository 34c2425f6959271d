package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process whose heap has room for one request at a time. */
@Timeout(60)
@Import(RequestRoomOverHttpTest.OneRequest.class)
@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
class RequestRoomOverHttpTest {

    /** Its body is not sent, so it is served until the client leaves. */
    private static final String UNFINISHED = "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: k1\r\nContent-Length: 5\r\n\r\n";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private RequestsWithoutRoom withoutRoom;

    @TestConfiguration(proxyBeanMethods = false)
    static class OneRequest {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> oneRequest() {
            return factory -> factory
                    .addConnectorCustomizers(connector -> connector.setProperty("maxRequests", "1"));
        }
    }

    @Test
    void refusesARequestForWhichThereIsNoRoomAndServesTheNextOneWhenThereIs() throws Exception {
        HttpResponse<String> refused = whileOneIsServed(this::get);

        JsonNode problem = new JsonMapper().readTree(refused.body());
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.get("code").stringValue()).isEqualTo("OVERLOADED");
        assertThat(problem.get("status").intValue()).isEqualTo(503);
        await().atMost(Duration.ofSeconds(10)).until(() -> get("/accounts/a1").statusCode() != 503);
    }

    @Test
    void countsWhatItRefuses() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        withoutRoom.bindTo(registry);
        FunctionCounter refusals = registry.get("orderflow.admission.refused").tag("kind", "heap").functionCounter();

        double counted = whileOneIsServed(path -> {
            double before = refusals.count();
            get(path);
            return refusals.count() - before;
        });

        assertThat(counted).isEqualTo(1);
    }

    @Test
    void letsOperatorsLookMeanwhile() throws Exception {
        HttpResponse<String> health = whileOneIsServed(path -> get("/actuator/health/liveness"));

        assertThat(health.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAHeadWithoutABody() throws Exception {
        HttpResponse<String> refused = whileOneIsServed(path -> http.send(
                HttpRequest.newBuilder(address(path)).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofString()));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEmpty();
    }

    private interface Call<T> {
        T to(String path) throws IOException, InterruptedException;
    }

    private <T> T whileOneIsServed(Call<T> call) throws Exception {
        try (Socket unfinished = new Socket("127.0.0.1", port)) {
            unfinished.getOutputStream().write(UNFINISHED.getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(10)).until(() -> get("/accounts/a1").statusCode() == 503);
            return call.to("/accounts/a1");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(10)).build(),
                BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
