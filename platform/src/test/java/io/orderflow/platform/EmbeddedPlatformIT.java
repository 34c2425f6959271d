package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.observability.ExposedMetrics;
import io.orderflow.platform.observability.MetricCatalog;
import io.orderflow.platform.observability.ObservabilityFiles;
import io.orderflow.service.metrics.MetricSampler;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The HTTP table on the embedded event store and database. */
class EmbeddedPlatformIT extends PlatformSuite {

    /** What the gateway alone shows, a relay to brokers, encrypted processes, and Prometheus itself. */
    private static final String ELSEWHERE = "orderflow_gateway_.*|orderflow_relay_.*|orderflow_notification_.*|ssl_chain_.*|up";

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.shared();

    @Override
    RunningPlatform platform() {
        return platform;
    }

    private ExposedMetrics metrics() {
        platform.context().getBeansOfType(MetricSampler.class).values().forEach(MetricSampler::sample);
        // The meters of garbage collection exist from the first one on.
        System.gc();
        Answer page = platform.api().get("/actuator/prometheus");
        assertThat(page.status()).isEqualTo(200);
        return ExposedMetrics.of(page.response().body());
    }

    @Test
    void showsEveryMetricThatTheDashboardsTheAlertsAndThePageOfMetricsName() {
        PlatformClient client = platform.client(customer);
        client.place(order, account, line(sku, 2, "1.50"));
        client.awaitStep(order, "AWAITING_SHIPMENT");

        ExposedMetrics exposed = metrics();

        ObservabilityFiles.namedMetrics().forEach((metric, by) -> {
            if (!metric.matches(ELSEWHERE)) {
                assertThat(exposed.names()).as("%s, which %s name", metric, by).contains(metric);
            }
        });
        assertThat(MetricCatalog.missingIn(exposed)).allMatch(metric -> metric.matches(ELSEWHERE));
        assertThat(exposed.undocumented()).isEmpty();
    }

    @Test
    void showsTheEventServerAndItsClients() {
        JsonNode server = platform.api().get("/server").expect(200);

        assertThat(server.at("/contexts").toString()).contains("\"default\"");
        assertThat(server.at("/store/events").asLong()).isEqualTo(server.at("/store/position").asLong() + 1)
                .isPositive();
        assertThat(server.at("/store/bytes").asLong()).isPositive();
        assertThat(server.at("/commit/groups").asLong()).isPositive();
        assertThat(server.at("/commit/groupSize").asDouble()).isGreaterThanOrEqualTo(1);
        assertThat(server.at("/applications/0/component").asString()).isEqualTo("orderflow");
        assertThat(server.at("/applications/0/clients").size()).isPositive();
        assertThat(server.at("/applications/0/handlers/commands").toString()).contains("PlaceOrder");
        assertThat(server.at("/applications/0/handlers/processors").toString()).contains("order-saga-manager");
        assertThat(server.at("/unavailable")).isEmpty();
        assertThat(processor("order-saga-manager").path("segments").path(0).path("lag").asLong()).isNotNegative();
    }

    @Test
    void steersEventProcessorsAndLeavesWhy() {
        Api api = platform.api();
        int segments = processor("refund-policy").path("segments").size();

        instruct("pause", 202);
        await().atMost(SOON).until(() -> !processor("refund-policy").path("running").asBoolean());
        instruct("start", 202);
        await().atMost(SOON).until(() -> processor("refund-policy").path("segments").size() == segments);
        instruct("split", 202);
        await().atMost(SOON).until(() -> processor("refund-policy").path("segments").size() == segments + 1);
        instruct("merge", 202);
        await().atMost(SOON).until(() -> processor("refund-policy").path("segments").size() == segments);

        assertThat(api.post("/server/processors/orderflow/nothing/pause", Map.of("reason", "a test")).status())
                .isEqualTo(404);
        assertThat(api.post("/server/processors/orderflow/refund-policy/pause", Map.of()).status()).isEqualTo(400);
        assertThat(api.get("/events?type=server.processor-instructed&text=for%20" + order).expect(200).path("items")
                .findValuesAsString("instruction")).containsExactly("MERGE", "SPLIT", "START", "PAUSE");
    }

    private static JsonNode processor(String name) {
        for (JsonNode one : platform.api().get("/server/processors").expect(200).path("items")) {
            if (one.path("name").asString().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("No event processor " + name);
    }

    private void instruct(String instruction, int status) {
        assertThat(platform.api().post("/server/processors/orderflow/refund-policy/" + instruction,
                Map.of("reason", "for " + order)).status()).as(instruction).isEqualTo(status);
    }

    @Test
    void countsInItsMetricsWhatHappens() {
        PlatformClient client = platform.client(customer);
        Map<String, String> placed = Map.of("outcome", "placed");
        Map<String, String> handled = Map.of("type", "order.place", "outcome", "ok");
        Map<String, String> refused = Map.of("type", "order.ship", "outcome", "refused");
        Map<String, String> usd = Map.of("currency", "USD");
        ExposedMetrics before = metrics();

        client.place(order, account, line(sku, 2, "1.50"));
        client.awaitStep(order, "AWAITING_SHIPMENT");
        PlatformClient.assertProblem(platform.api().post("/orders/never-" + run + "/shipment", Map.of()), 404,
                "NOT_FOUND");

        ExposedMetrics after = metrics();
        assertThat(grown("orderflow_orders_total", placed, before, after)).isEqualTo(1);
        assertThat(grown("orderflow_commands_seconds_count", handled, before, after)).isEqualTo(1);
        assertThat(grown("orderflow_commands_seconds_count", refused, before, after)).isEqualTo(1);
        assertThat(grown("orderflow_money_held", usd, before, after)).isEqualTo(3);
        assertThat(after.sum("orderflow_ledger_difference", Map.of())).isZero();
        assertThat(grown("axon_server_appended_events_total", Map.of(), before, after)).isGreaterThan(5);
        assertThat(grown("mongo_server_commands_seconds_count", Map.of("command", "update"), before, after))
                .isPositive();
        assertThat(grown("orderflow_projection_events_total", Map.of("projection", "orders"), before, after))
                .isPositive();
        assertThat(grown("orderflow_events_handled_seconds_count", Map.of("processor", "order-saga-manager"), before,
                after)).isPositive();
        assertThat(after.sum("orderflow_sagas", Map.of("step", "AWAITING_SHIPMENT"))).isPositive();
        assertThat(after.sum("orderflow_dependency_up", Map.of("dependency", "eventStore"))).isEqualTo(1);
    }

    private static double grown(String name, Map<String, String> labels, ExposedMetrics before, ExposedMetrics after) {
        return after.sum(name, labels) - before.sum(name, labels);
    }

    /** Every name in this test ends with that of its run. */
    @Test
    void putsNoIdentifierAndNoPathOfACallerIntoItsMetrics() {
        PlatformClient client = platform.client(customer);
        client.place(order, account, line(sku, 2, "1.50"));
        client.awaitStep(order, "AWAITING_SHIPMENT");
        platform.api().get("/orders/" + order);
        platform.api().get("/nowhere/" + run);
        platform.api().get("/customers/" + customer);
        Set<String> routes = new HashSet<>(Set.of("UNKNOWN", "NOT_FOUND", "REDIRECTION", "root"));
        platform.context().getBeansOfType(RequestMappingInfoHandlerMapping.class).values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet()
                        .forEach(route -> routes.addAll(route.getPatternValues())));

        ExposedMetrics exposed = metrics();

        assertThat(exposed.samples().filter(sample -> sample.labels().toString().contains(run))).isEmpty();
        assertThat(exposed.samples().filter(sample -> sample.name().equals("http_server_requests_seconds_count"))
                .map(sample -> sample.labels().get("uri"))
                .filter(uri -> !uri.matches("/swagger-ui.*|/webjars/.*|/\\*\\*"))).isNotEmpty()
                .isSubsetOf(routes);
    }
}
