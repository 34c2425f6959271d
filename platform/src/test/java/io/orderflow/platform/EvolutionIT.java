package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditReport;
import io.orderflow.audit.AuditTarget;
import io.orderflow.audit.Invariant;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.embedded.PlatformOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Events that are older than this code, as they were frozen. */
class EvolutionIT {

    private static final String ORDER = "some-orderId";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own(EvolutionIT::onOldEvents);
    private static final Api api = platform.api();

    /** Each stream with its events, in revision 1 all of them. */
    private static PlatformOptions onOldEvents(Path data) throws Exception {
        PlatformOptions options = PlatformOptions.embedded(data);
        try (AxonServer server = AxonServer.start(AxonServerConfig.tcp(options.events(), 0))) {
            RawEvents writer = new RawEvents("127.0.0.1:" + server.port(), Optional.empty());
            writer.appendFrozen("stock:some-sku", "stock.product-listed", "stock.price-changed");
            writer.appendFrozen("order:" + ORDER, "order.placed", "order.confirmed", "order.shipped");
            writer.appendFrozen("saga:" + ORDER, "saga.fulfilment-started", "saga.late-reservation-found");
            writer.appendFrozen("account:some-accountId", "account.hold-refused");
            writer.appendFrozen("payment:some-paymentId", "payment.requested", "payment.declined",
                    "payment.refunded");
            writer.close();
        }
        return options;
    }

    @Test
    void foldsOldEventsIntoReadModels() {
        assertThat(api.get("/orders/" + ORDER).expect(200).path("status").asString()).isEqualTo("SHIPPED");
        assertThat(payloadOf("order.shipped").path("parcel").path("carrier").asString()).isEqualTo("some-carrier");
        assertThat(payloadOf("saga.late-reservation-found").path("sku").asString()).isEqualTo("some-sku");
        assertThat(payloadOf("payment.declined").path("reason").asString()).isNotEmpty();
        assertThat(api.get("/products/some-sku").expect(200).path("unitPrice").path("amount").asString())
                .isEqualTo("18.00");
    }

    @Test
    void showsThePastOutOfOldEvents() {
        JsonNode shipped = api.get("/orders/" + ORDER + "?asOf=v2").expect(200);
        assertThat(shipped.path("status").asString()).isEqualTo("SHIPPED");
        JsonNode confirmed = api.get("/orders/" + ORDER + "?asOf=v1").expect(200);
        assertThat(confirmed.path("status").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void loadsAggregatesFromOldEvents() {
        Answer repeated = api.post("/orders/" + ORDER + "/shipment",
                Map.of("carrier", "some-carrier", "trackingNumber", "some-trackingNumber"));
        assertThat(repeated.status()).isEqualTo(200);
        Answer otherwise = api.post("/orders/" + ORDER + "/shipment", Map.of("carrier", "another"));
        assertThat(otherwise.status()).isEqualTo(409);
        api.post("/products/some-sku/receipts", Map.of("quantity", 3)).expect(201);
    }

    /** The policy that tells orders of refunds begins with the first event. */
    @Test
    void tellsOrdersOfOldRefunds() {
        await().atMost(LIMIT).until(() -> api.get("/sales").expect(200).path("orders").path("refunded").asInt() == 1);
        assertThat(api.get("/customers/some-customerId").expect(200).path("refunded").path(0).path("amount")
                .asString()).isEqualTo("18.00");
    }

    @Test
    void rebuildsFromOldEvents() {
        Answer begun = api.post("/projections/orders/rebuilds", null);
        begun.expect(202);
        String rebuild = begun.response().headers().firstValue("Location").orElseThrow();
        await().atMost(LIMIT).until(
                () -> api.get(rebuild).expect(200).path("state").asString().equals("PROMOTED"));
        assertThat(api.get("/orders/" + ORDER).expect(200).path("status").asString()).isEqualTo("SHIPPED");
    }

    /** As if a process that is not yet as new had shipped the order. */
    @Test
    void actsOnOldEvents() throws Exception {
        PlatformClient client = platform.client("ann");
        client.list("PEN", "Pen", "1.50", 10);
        client.open("ada", "Ada", "USD", "100.00");
        client.place("o1", "ada", line("PEN", 2, "1.50"));
        client.awaitRest("o1");

        try (RawEvents writer = new RawEvents(platform.addresses().axonServer(), platform.addresses().token())) {
            writer.append("order:o1", 2, "order.shipped", "1", RawEvents.frozen("order.shipped")
                    .replace(ORDER, "o1").replace("some-customerId", "ann").replace("18.00", "3.00"));
        }

        await().atMost(LIMIT).until(() -> api.get("/orders/o1").expect(200).path("saga").path("step").asString("")
                .equals("COMPLETED"));
        client.assertMoney("ada", "97.00", "0.00", "97.00");
    }

    /** The streams are frozen one by one and tell no story together, so that only this can be held to. */
    @Test
    void auditsOldEvents() {
        try (AuditTarget target = AuditTarget.connect(platform.addresses())) {
            AuditReport report = Audit.run(target, AuditOptions.whileRunning());
            assertThat(report.of(Invariant.EVENTS_READABLE).findings()).isEmpty();
            assertThat(report.of(Invariant.READ_MODELS_EQUAL_FOLD).findings()).isEmpty();
        }
        assertThat(api.get("/dead-letters?limit=100").expect(200).required("items")).noneMatch(
                letter -> letter.path("kind").asString().equals("PROJECTION"));
    }

    private static JsonNode payloadOf(String type) {
        return api.get("/orders/" + ORDER + "/events").expect(200).path("items").valueStream()
                .filter(event -> event.path("type").asString().equals(type))
                .findFirst().orElseThrow().path("payload");
    }
}
