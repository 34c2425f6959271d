package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All of a customer in one answer. */
class OverviewTest {

    private static final String NO_CUSTOMER = "{\"code\":\"NOT_FOUND\",\"detail\":\"There is no customer c1\"}";
    private static final String ORDERS = """
            {"items":[{"orderId":"o1","accountId":"ada","status":"CONFIRMED","saga":{"step":"AWAITING_SHIPMENT"}},
             {"orderId":"o0","accountId":"ada","status":"SHIPPED","saga":{"step":"COMPLETED"}}],"next":null}""";

    private static ScriptedService queries;
    private static ScriptedService ledger;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        queries = ScriptedService.start();
        ledger = ScriptedService.start();
        gateway = RunningGateway.before(Map.of("order-query", queries.port(), "account-ledger", ledger.port()),
                "--orderflow.gateway.resilience.attempts=1", "--orderflow.gateway.resilience.min-calls=20");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        queries.close();
        ledger.close();
    }

    @BeforeEach
    void script() {
        queries.forget();
        queries.answers(exchange -> {
            String target = exchange.getRequestURI().toString();
            ScriptedService.answer(exchange, 200, target.startsWith("/customers/c1")
                    ? "{\"customerId\":\"c1\",\"spent\":[]}"
                    : target.contains("status=CONFIRMED") || !target.contains("status=")
                            ? ORDERS
                            : "{\"items\":[]}");
        });
        ledger.answers(200,
                "{\"items\":[{\"accountId\":\"ada\",\"balance\":{\"amount\":\"1.00\",\"currency\":\"USD\"}}]}");
    }

    private static JsonNode overview() throws Exception {
        HttpResponse<String> answer = gateway.get("/customers/c1/overview", "Authorization", "Bearer t");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void putsTheAnswersOfAllServicesTogether() throws Exception {
        JsonNode overview = overview();

        assertThat(overview.at("/orders/items/0/orderId").asString()).isEqualTo("o1");
        assertThat(overview.at("/spending/customerId").asString()).isEqualTo("c1");
        assertThat(overview.at("/accounts")).hasSize(1);
        assertThat(overview.at("/accounts/0/balance/amount").asString()).isEqualTo("1.00");
        assertThat(overview.at("/processes/0/saga/step").asString()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(overview.at("/missing")).isEmpty();
        assertThat(queries.asked()).isNotEmpty()
                .allSatisfy(asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer t"));
    }

    @Test
    void asksInParallel() throws Exception {
        // given: nobody gets an answer before all five have asked
        CyclicBarrier together = new CyclicBarrier(5);
        HttpHandler waiting = exchange -> {
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (Exception late) {
                throw new IOException(late);
            }
            ScriptedService.answer(exchange, 200, "{\"items\":[]}");
        };
        queries.answers(waiting);
        ledger.answers(waiting);

        assertThat(overview().at("/missing")).isEmpty();
    }

    @Test
    void namesWhatIsAwayWithItsReasonAndShowsNoEmptyList() throws Exception {
        ledger.answers(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"The database is away\"}");

        JsonNode overview = overview();

        assertThat(overview.at("/orders/items")).hasSize(2);
        assertThat(overview.at("/missing/0/part").asString()).isEqualTo("accounts");
        assertThat(overview.at("/missing/0/code").asString()).isEqualTo("UNAVAILABLE");
        assertThat(overview.at("/missing/0/reason").asString()).contains("The database is away");
        assertThat(overview.has("accounts")).isFalse();
    }

    @Test
    void saysSoWhenTheOrdersAreMissing() throws Exception {
        queries.answers(503, "{\"code\":\"OVERLOADED\",\"detail\":\"Too many requests\"}");

        JsonNode overview = overview();

        assertThat(overview.at("/missing")).extracting(missing -> missing.path("part").asString())
                .containsExactlyInAnyOrder("orders", "spending", "processes");
        assertThat(overview.has("orders") || overview.has("processes")).isFalse();
        assertThat(overview.at("/accounts/0/accountId").asString()).isEqualTo("ada");
    }

    @Test
    void showsACustomerWhoHasAnAccountAndHasNotOrderedYet() throws Exception {
        queries.answers(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/customers/c1")) {
                ScriptedService.answer(exchange, 404, NO_CUSTOMER);
            } else {
                ScriptedService.answer(exchange, 200, "{\"items\":[]}");
            }
        });

        JsonNode overview = overview();

        assertThat(overview.at("/accounts/0/accountId").asString()).isEqualTo("ada");
        assertThat(overview.at("/missing")).hasSize(1);
        assertThat(overview.at("/missing/0/part").asString()).isEqualTo("spending");
        assertThat(overview.at("/missing/0/code").asString()).isEqualTo("NOT_FOUND");
    }

    @Test
    void refusesWhatTheServiceRefuses() throws Exception {
        queries.answers(404, NO_CUSTOMER);
        ledger.answers(200, "{\"items\":[]}");

        HttpResponse<String> answer = gateway.get("/customers/c1/overview");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"", "There is no customer c1");
    }

    /** Such as another proxy's, or a service's of another kind at the same address. */
    @Test
    void namesWhatAnswersWithoutAReason() throws Exception {
        queries.answers(404, "{}");
        ledger.answers(418, "[]");

        assertThat(overview().at("/missing")).hasSize(4)
                .allSatisfy(missing -> assertThat(missing.path("code").asString()).isEqualTo("SERVICE_UNAVAILABLE"));
    }
}
