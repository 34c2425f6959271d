package io.orderflow.query;

import static io.orderflow.query.OrderFixture.ACCOUNT;
import static io.orderflow.query.OrderFixture.CUSTOMER;
import static io.orderflow.query.OrderFixture.LINES;
import static io.orderflow.query.OrderFixture.TOTAL;
import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/**
 * The health tells how many processes are stuck: those that {@code stuckFor} lists, with their payments and refunds. It has a
 * name of its own, since tests of equal settings share one log.
 */
@SpringBootTest(classes = QuerySide.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false", "spring.application.name=stuck-sagas"})
class StuckSagasIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    @LocalServerPort
    private int port;
    @Autowired
    private EventStore events;
    @Autowired
    @Qualifier("stuckSagas")
    private HealthIndicator health;
    private final Instant longAgo = Instant.now().minus(Duration.ofHours(1));

    @Test
    void countsProcessesPaymentsAndRefundsThatWaitTooLong() throws Exception {
        publish(longAgo, started("reserving"));
        publish(longAgo, started("voiding"), new FulfilmentCompensated(order("voiding")),
                new PaymentVoidRequested(payment("voiding"), order("voiding"), ACCOUNT));
        Story refunding = Story.at(longAgo, started("refunding"), new FulfilmentCompleted(order("refunding")),
                new PaymentRefundRequested(payment("refunding"), order("refunding"), ACCOUNT, TOTAL));
        events.publish(refunding.events());
        publish(longAgo, started("refunded"), new FulfilmentCompleted(order("refunded")),
                new PaymentRefundRequested(payment("refunded"), order("refunded"), ACCOUNT, TOTAL),
                new PaymentRefunded(payment("refunded"), order("refunded")));
        publish(longAgo, started("awaiting"), new ShipmentAwaited(order("awaiting")));
        publish(Instant.now(), started("new"));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health.health().getDetails()).isEqualTo(Map.of("processes", 3));
            assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        });
        assertThat(stuck()).containsExactlyInAnyOrder("reserving", "voiding", "refunding");

        events.publish(
                refunding.then(new PaymentRefunded(payment("refunding"), order("refunding"))).events().getLast());

        await().atMost(SOON).until(() -> health.health().getDetails().equals(Map.of("processes", 2)));
    }

    private Iterable<String> stuck() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = held(http.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/sagas?stuckFor=PT10M")).build(),
                    BodyHandlers.ofString())).body();
            return new JsonMapper().readTree(body).get("items").findValuesAsString("orderId");
        }
    }

    private void publish(Instant at, Object... payloads) {
        events.publish(Story.at(at, payloads).events());
    }

    private static FulfilmentStarted started(String order) {
        return new FulfilmentStarted(order(order), CUSTOMER, ACCOUNT, LINES, TOTAL);
    }

    private static OrderId order(String order) {
        return new OrderId(order);
    }

    private static PaymentId payment(String order) {
        return new PaymentId(order);
    }
}
