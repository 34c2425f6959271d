package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.impl.AbstractAxonServerChannel;
import io.orderflow.platform.observability.ExposedMetrics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The event server and the database, each in a process of its own, hang or are away for some seconds while requests
 * come: each is answered soon and truly, and afterwards all goes on by itself.
 */
@Tag("alone")
@Timeout(300)
class OutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(6);
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    /** The limits that are promised, and a second for a busy machine. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(4);
    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(2);

    private static final OutsideServers servers = new OutsideServers();

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own(servers::start);
    private static final PlatformClient client = platform.client("ada");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void stockUp() {
        client.list("PEN", "Pen", "1.50", 10_000);
        client.open("ada", "Ada", "USD", "10000.00");
    }

    @AfterAll
    static void stop() {
        platform.close();
        servers.kill();
    }

    private record TimedAnswer(int status, Duration after, String body) {}

    private static TimedAnswer get(String path) {
        return send(HttpRequest.newBuilder(platform.uri(path)));
    }

    private static TimedAnswer send(HttpRequest.Builder request) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = held(
                    HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString()));
            return new TimedAnswer(answer.statusCode(), Duration.ofNanos(System.nanoTime() - start), answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.build().uri() + " got no answer", e);
        }
    }

    /** Places an order under its own id as the key, and answers the status. */
    private static int place(String id) {
        TimedAnswer heard = send(
                HttpRequest.newBuilder(platform.uri("/orders")).header("Content-Type", "application/json")
                        .header("Idempotency-Key", id).POST(HttpRequest.BodyPublishers.ofString(
                                """
                                        {"orderId":"%s","customerId":"ada","accountId":"ada","lines":[
                                        {"sku":"PEN","quantity":1,"unitPrice":{"amount":"1.50","currency":"USD"}}]}"""
                                        .formatted(id))));
        assertThat(heard.status()).as(heard.body()).isIn(201, 409, 503);
        if (heard.status() == 503 && !heard.body().contains("OVERLOADED")) {
            assertThat(heard.body()).containsAnyOf("Nothing was changed", "repeat it with the same Idempotency-Key");
        }
        return heard.status();
    }

    @ParameterizedTest
    @CsvSource({"database,frozen", "events,frozen", "database,killed", "events,killed"})
    void answersSoonAndTrulyAndGoesOnByItself(String name, String fault) {
        JavaProcess server = name.equals("events") ? servers.events() : servers.database();
        List<String> orders = new ArrayList<>();
        TreeSet<String> unanswered = new TreeSet<>();
        if (fault.equals("frozen")) {
            server.freeze();
        } else {
            server.kill();
        }
        long end = System.nanoTime() + OUTAGE.toNanos();
        boolean wasUnready = false;
        for (int i = 0; System.nanoTime() < end; i++) {
            wasUnready |= look();
            String order = name + "-" + fault + i;
            orders.add(order);
            if (place(order) != 201) {
                unanswered.add(order);
            }
        }
        // The first order may take up the whole outage, and reads need no event store.
        wasUnready |= look();
        assertThat(wasUnready).as("readiness told the truth").isTrue();
        assertShownInMetrics();

        if (fault.equals("frozen")) {
            server.thaw();
        } else {
            server.restart();
        }

        await().atMost(RECOVERY).until(() -> get("/actuator/health/readiness").status() == 200);
        unanswered.forEach(order -> await().atMost(RECOVERY).until(() -> place(order) == 201));
        await().atMost(RECOVERY).ignoreExceptionsInstanceOf(AssertionError.class).untilAsserted(
                () -> orders
                        .forEach(order -> assertThat(get("/orders/" + order).body()).contains("AWAITING_SHIPMENT")));
    }

    /** Answers whether the process said that it is not ready. */
    private static boolean look() {
        for (String read : List.of("/orders?customerId=ada", "/products/PEN", "/accounts/ada")) {
            TimedAnswer heard = get(read);
            assertThat(heard.status()).as(heard.body()).isIn(200, 404, 503);
            assertThat(heard.after()).as(read).isLessThan(READ_LIMIT);
        }
        assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
        for (String known : List.of("/actuator/health", "/projections")) {
            assertThat(get(known).after()).as(known).isLessThan(HEALTH_LIMIT);
        }
        assertThat(get("/projections").status()).isEqualTo(200);
        assertThat(get("/dead-letters").after()).isLessThan(READ_LIMIT);
        return get("/actuator/health/readiness").status() == 503;
    }

    /** The metrics wait for nothing that is away, and say so. */
    private static void assertShownInMetrics() {
        TimedAnswer metrics = get("/actuator/prometheus");
        assertThat(metrics.after()).isLessThan(HEALTH_LIMIT);
        assertThat(ExposedMetrics.of(metrics.body()).samples().filter(
                sample -> sample.name().equals("orderflow_dependency_up") && sample.value() == 0)).isNotEmpty();
    }

    /** As the connector loses them where a process starts on a busy machine. */
    @Test
    void registersItsHandlersAgainWhereTheConnectorHasLostThem() {
        AxonServerConnection connection = platform.context().getBean(AxonServerConnectionManager.class)
                .getConnection();
        ((AbstractAxonServerChannel<?>) connection.commandChannel()).disconnect();

        await().atMost(RECOVERY).until(() -> get("/actuator/health/readiness").status() == 503);
        await().atMost(RECOVERY).until(() -> get("/actuator/health/readiness").status() == 200);
        assertThat(place("registered-again")).isEqualTo(201);
    }

    @Test
    void listensWhereItIsToldTo() {
        assertThat(platform.context().getEnvironment().getProperty("server.address")).isEqualTo("localhost");
    }

    @Test
    void placesOrdersWhereNothingIsAway() {
        client.place("usual", "ada", line("PEN", 1, "1.50"));

        client.awaitStep("usual", "AWAITING_SHIPMENT");
    }
}
