package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.services.ServiceProcesses;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The services as processes behind their common entrance, one of which is killed. */
@Timeout(300)
class GatewayIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path data;
    private static ServiceProcesses processes;
    private static URI gateway;
    private static Api api;

    @BeforeAll
    static void start() {
        processes = ServiceProcesses.startOnFreePorts(data);
        gateway = processes.startGateway("127.0.0.1");
        api = new Api((method, path) -> gateway);
        PlatformClient client = new PlatformClient(api, "c1");
        client.list("PEN", "Pen", "1.50", 1_000);
        client.open("ada", "Ada", "USD", "1000.00");
        client.place("o1", "ada", line("PEN", 2, "1.50"));
        client.awaitStep("o1", "AWAITING_SHIPMENT");
    }

    @AfterAll
    static void stop() {
        processes.close();
    }

    @Test
    void showsAllOfACustomerAndStreamsWhatHappens() throws Exception {
        JsonNode overview = api.get("/customers/c1/overview").expect(200);
        assertThat(overview.at("/orders/items/0/orderId").asString()).isEqualTo("o1");
        assertThat(overview.at("/accounts/0/accountId").asString()).isEqualTo("ada");
        assertThat(overview.at("/processes/0/saga/step").asString()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(overview.at("/spending/customerId").asString()).isEqualTo("c1");
        assertThat(overview.at("/missing")).isEmpty();

        try (BufferedReader updates = new BufferedReader(new InputStreamReader(
                gateway.resolve("/orders/o1/updates").toURL().openStream(), StandardCharsets.UTF_8))) {
            assertThat(updates.readLine()).isEqualTo("retry: 2000");
        }
    }

    @Test
    void describesEachServiceAndNamesItsPublicAddress() {
        JsonNode description = api.get("/services/account-ledger/v3/api-docs").expect(200);

        assertThat(description.at("/servers/0/url").asString()).isEqualTo(gateway + "/services/account-ledger");
        assertThat(description.path("paths").propertyNames()).contains("/accounts/{accountId}/statement");
    }

    @Test
    void answersForAllServicesThatHaveReadModelsAndDeadLetters() {
        assertThat(api.get("/projections").expect(200).path("items")).extracting(one -> one.path("name").asString())
                .contains("orders", "accounts");
        JsonNode rebuild = api.post("/projections/accounts/rebuilds", Map.of()).expect(202);
        JsonNode found = api.get("/rebuilds/" + rebuild.path("rebuildId").asString()).expect(200);
        assertThat(found.path("projection").asString()).isEqualTo("accounts");
        assertThat(api.get("/rebuilds").expect(200).path("items")).isNotEmpty();
        assertThat(api.get("/dead-letters?group=payment-policy").expect(200).path("items")).isEmpty();
        PlatformClient.assertProblem(api.get("/dead-letters?group=nobodys"), 404, "NOT_FOUND");
    }

    @Test
    void letsAKilledServiceBeFeltOnItsOwnRoutesAloneUntilItIsBack() throws Exception {
        // when
        processes.process("account-ledger").destroyForcibly();
        processes.process("account-ledger").onExit().get();

        // then
        Answer away = api.get("/accounts/ada");
        assertThat(away.expect(503).path("code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(away.body().path("traceId").asString()).hasSize(32);
        api.get("/orders/o1").expect(200);
        api.put("/products/PEN/price", Map.of("unitPrice", PlatformClient.usd("1.75"))).expect(200);
        JsonNode overview = api.get("/customers/c1/overview").expect(200);
        assertThat(overview.at("/missing/0/part").asString()).isEqualTo("accounts");
        assertThat(overview.has("accounts")).isFalse();
        assertThat(overview.at("/orders/items")).isNotEmpty();

        // when
        processes.restart("account-ledger");

        // then
        await().atMost(SOON).until(() -> api.get("/accounts/ada").status() == 200);
        assertThat(List.of(api.get("/customers/c1/overview").expect(200).at("/accounts/0/owner").asString()))
                .containsExactly("Ada");
    }
}
