package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What several services have under the same path: projections, rebuilds and dead letters. */
class OperationsTest {

    private static final String UNKNOWN = "{\"code\":\"NOT_FOUND\",\"detail\":\"No group payments\"}";
    private static final Map<String, ScriptedService> SERVICES = new TreeMap<>();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        for (String name : List.of("order-command", "payment-command", "order-query", "account-ledger")) {
            SERVICES.put(name, ScriptedService.start());
        }
        Map<String, Integer> ports = new TreeMap<>();
        SERVICES.forEach((name, service) -> ports.put(name, service.port()));
        gateway = RunningGateway.before(ports, "--orderflow.gateway.resilience.attempts=1",
                "--orderflow.gateway.resilience.min-calls=20");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVICES.values().forEach(ScriptedService::close);
    }

    @BeforeEach
    void script() {
        SERVICES.values().forEach(service -> service.answers(404, UNKNOWN).forget());
    }

    private static JsonNode list(String target) throws Exception {
        HttpResponse<String> answer = gateway.get(target, "Authorization", "Bearer t");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static List<String> asked(String service) {
        return SERVICES.get(service).asked().stream().map(asked -> asked.target().toString()).toList();
    }

    @ParameterizedTest
    @CsvSource({"POST,/projections/accounts/rebuilds,202", "GET,/rebuilds/r1,200", "GET,/rebuilds/r1/progress,204",
            "DELETE,/rebuilds/r1,409", "DELETE,/dead-letters/accounts/ada?reason=gone,204"})
    void findsTheServiceThatKnowsTheName(String method, String target, int status) throws Exception {
        SERVICES.get("account-ledger").answers(status, "");

        HttpResponse<Void> answer = gateway.http().send(
                gateway.request(target).method(method, BodyPublishers.noBody()).build(), BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(asked("order-query")).as("asked before").containsExactly(target);
        assertThat(asked("account-ledger")).containsExactly(target);
    }

    @ParameterizedTest
    @CsvSource({"POST,/dead-letter-batches,202", "GET,/dead-letter-batches/b1,200",
            "GET,/dead-letter-batches/b1/items,200", "DELETE,/dead-letter-batches/b1,202",
            "GET,/dead-letter-count?group=accounts,200", "GET,/dead-letters/accounts/ada,200"})
    void findsTheServiceThatHasTheGroup(String method, String target, int status) throws Exception {
        SERVICES.get("account-ledger").answers(status, "{}");

        HttpResponse<Void> answer = gateway.http().send(
                gateway.request(target).method(method, BodyPublishers.ofString("{}")).build(),
                BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(asked("order-command")).as("asked before").containsExactly(target);
        assertThat(asked("account-ledger")).containsExactly(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dead-letter-batches/b1", "/dead-letter-count?group=g", "/saga-batches",
            "/saga-batches/b1",
            "/saga-count", "/deadlines", "/events", "/server", "/dead-letters/g/s"})
    void countsTheRequestsOfOperatorsByThemselves(String target) throws Exception {
        assertThat(gateway.get(target).headers().firstValue("RateLimit-Policy")).hasValueSatisfying(
                policy -> assertThat(policy).startsWith("\"operations\""));
    }

    @Test
    void filtersDeadLettersInEachService() throws Exception {
        SERVICES.values().forEach(service -> service.answers(200, "{\"items\":[]}"));

        list("/dead-letters?type=order.placed&cause=no%20answer");

        assertThat(asked("order-query")).containsExactly("/dead-letters?type=order.placed&cause=no+answer&limit=50");
    }

    @Test
    void listsTheBatchesOfAllServices() throws Exception {
        SERVICES.get("order-command").answers(200, "{\"items\":[{\"batchId\":\"b1\"}]}");
        SERVICES.get("account-ledger").answers(200, "{\"items\":[{\"batchId\":\"b2\"}]}");

        assertThat(list("/dead-letter-batches").path("items").findValuesAsString("batchId"))
                .containsExactly("b1", "b2");
    }

    @Test
    void asksNobodyElseOnceAServiceKnowsTheName() throws Exception {
        SERVICES.get("order-query").answers(409, "{\"code\":\"REBUILD_RUNNING\"}");

        assertThat(gateway.post("/projections/orders/rebuilds", "{}").statusCode()).isEqualTo(409);
        assertThat(asked("account-ledger")).isEmpty();
    }

    @Test
    void saysThatNobodyKnowsANameOnlyWhenAllWereAsked() throws Exception {
        assertThat(gateway.get("/rebuilds/r1").statusCode()).isEqualTo(404);

        SERVICES.get("order-query").answers(exchange -> exchange.close());
        assertThat(gateway.get("/rebuilds/r1").statusCode()).isEqualTo(503);
        SERVICES.get("account-ledger").answers(200, "{}");
        assertThat(gateway.get("/rebuilds/r1").statusCode()).isEqualTo(200);
    }

    @Test
    void listsTheProjectionsOfAllServicesAndNamesWhoIsAway() throws Exception {
        SERVICES.get("order-query").answers(200, "{\"items\":[{\"name\":\"orders\"},{\"name\":\"sales\"}]}");
        SERVICES.get("account-ledger").answers(200, "{\"items\":[{\"name\":\"accounts\"}]}");
        assertThat(list("/projections").at("/items")).extracting(item -> item.path("name").asString())
                .containsExactly("orders", "sales", "accounts");
        assertThat(SERVICES.get("order-query").asked().getFirst().header("Authorization")).isEqualTo("Bearer t");
        assertThat(asked("account-ledger")).as("a list without pages has no parameters")
                .containsExactly("/projections");

        SERVICES.get("order-query").answers(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"The database is away\"}");
        JsonNode partial = list("/projections");
        assertThat(partial.at("/items")).hasSize(1);
        assertThat(partial.at("/missing/0/part").asString()).isEqualTo("order-query");
        assertThat(partial.at("/missing/0/reason").asString()).isEqualTo("The database is away");
    }

    @Test
    void turnsThePagesOfOneServiceAfterTheOther() throws Exception {
        SERVICES.get("order-command").answers(exchange -> ScriptedService.answer(exchange, 200,
                exchange.getRequestURI().getQuery().contains("cursor=a/b+c")
                        ? "{\"items\":[{\"sequence\":\"3\"}],\"next\":null}"
                        : "{\"items\":[{\"sequence\":\"1\"},{\"sequence\":\"2\"}],\"next\":\"a/b c\"}"));
        SERVICES.get("account-ledger").answers(200, "{\"items\":[{\"sequence\":\"4\"}]}");

        JsonNode first = list("/dead-letters?limit=2&kind=PROCESSOR");
        JsonNode second = list("/dead-letters?limit=2&kind=PROCESSOR&cursor=" + first.path("next").asString());

        assertThat(first.at("/items")).hasSize(2);
        assertThat(second.at("/items")).extracting(item -> item.path("sequence").asString())
                .containsExactly("3", "4");
        assertThat(second.path("next").isMissingNode() || second.path("next").isNull()).isTrue();
        assertThat(asked("account-ledger")).containsExactly("/dead-letters?kind=PROCESSOR&limit=1");
        assertThat(gateway.get("/dead-letters?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void findsAGroupOfDeadLettersInAnyServiceAndRefusesOneThatNoServiceHas() throws Exception {
        SERVICES.get("payment-command").answers(200, "{\"items\":[{\"sequence\":\"p1\"}],\"next\":null}");
        assertThat(list("/dead-letters?group=payments").at("/items")).hasSize(1);

        SERVICES.get("payment-command").answers(404, UNKNOWN);
        HttpResponse<String> answer = gateway.get("/dead-letters?group=payments");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"", "No group payments");
    }

    /** It runs only where it is asked for; a gateway before one that runs lists its letters too. */
    @Test
    void asksTheRelayOnlyWhereThereIsOne() throws Exception {
        assertThat(gateway.get("/dead-letters/none/s1").statusCode()).isEqualTo(404);
        SERVICES.get("account-ledger").answers(200, "{\"items\":[{\"sequence\":\"a1\"}],\"next\":null}");
        assertThat(list("/dead-letters").path("missing")).isEmpty();
        assertThat(gateway.get("/v3/api-docs/swagger-config").body()).contains("account-ledger")
                .doesNotContain("event-relay", "notification");

        try (ScriptedService relay = ScriptedService.start();
                RunningGateway before = RunningGateway.before(Map.of("event-relay", relay.port()))) {
            relay.answers(200, "{\"items\":[{\"sequence\":\"o1\"}],\"next\":null}");
            JsonNode all = new JsonMapper().readTree(before.get("/dead-letters?group=relay-kafka").body());
            assertThat(all.at("/items/0/sequence").asString()).isEqualTo("o1");
            assertThat(before.get("/v3/api-docs/swagger-config").body()).contains("event-relay")
                    .doesNotContain("notification");
        }
    }
}
