package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.SOON;
import static io.orderflow.platform.PlatformClient.assertProblem;
import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditTarget;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A refund gives the money back, whatever a client has called movements of its own before. */
class RefundIT {

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own();
    private static final Api api = platform.api();
    private static final PlatformClient client = platform.client("c1");

    @BeforeAll
    static void stockUp() {
        client.list("PEN", "Pen", "3.00", 100);
    }

    @Test
    void arrivesThoughItsNameWasTriedByAnother() {
        // given
        client.open("ada", "Ada", "USD", "10.00");
        List<Answer> tried = List.of(move("deposits", "3.00", "refund-o1"), move("deposits", "0.01", "refund-o2"),
                move("withdrawals", "0.01", "refund-o3"));
        List<String> orders = List.of("o1", "o2", "o3");

        // when
        orders.forEach(RefundIT::payFor);
        orders.forEach(order -> api.post("/payments/" + order + "/refund", null).expect(200));

        // then
        orders.forEach(order -> await().atMost(SOON).untilAsserted(() -> assertThat(statusOfPaymentOf(order))
                .isEqualTo("REFUNDED")));
        client.assertMoney("ada", "10.00", "0.00", "10.00");
        tried.forEach(answer -> assertProblem(answer, 400, "INVALID_VALUE"));
    }

    /** What is added up in reports is what the ledger has earned. */
    @Test
    void isTakenOffWhatReportsAddUp() {
        // given
        PlatformClient buyer = platform.client("c2");
        buyer.open("eve", "Eve", "USD", "10.00");
        for (String order : List.of("kept", "returned")) {
            api.post("/orders", buyer.order(order, "eve", List.of(line("PEN", 1, "3.00")))).expect(201);
            buyer.awaitStep(order, "AWAITING_SHIPMENT");
            api.post("/orders/" + order + "/shipment", Map.of()).expect(200);
            buyer.awaitStep(order, "COMPLETED");
        }

        // when
        api.post("/payments/returned/refund", null).expect(200);

        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(client.read("/customers/c2").path("orders")
                .path("refunded").asInt()).isOne());
        JsonNode customer = client.read("/customers/c2");
        assertThat(amountsOf(customer, "spent", "refunded", "net")).containsExactly("6.00", "3.00", "3.00");
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode sales = client.read("/sales");
            assertThat(sales.path("net").path(0).path("amount").asString()).isEqualTo(earned());
            assertThat(sales.path("orders").path("refunded").asInt()).isPositive();
        });
        try (AuditTarget target = AuditTarget.connect(platform.addresses())) {
            assertThat(Audit.run(target, AuditOptions.whileRunning()).findings()).isEmpty();
        }
    }

    private static List<String> amountsOf(JsonNode document, String... figures) {
        return Stream.of(figures).map(figure -> document.path(figure).path(0).path("amount").asString()).toList();
    }

    private static String earned() {
        return client.read("/ledger/trial-balance").path("currencies").path(0).path("accounts").valueStream()
                .filter(account -> account.path("account").asString().equals("sales"))
                .map(account -> new BigDecimal(account.path("credit").asString())
                        .subtract(new BigDecimal(account.path("debit").asString())))
                .findFirst().orElseThrow().toPlainString();
    }

    private static void payFor(String order) {
        client.place(order, "ada", line("PEN", 1, "3.00"));
        client.awaitStep(order, "AWAITING_SHIPMENT");
        api.post("/orders/" + order + "/shipment", Map.of()).expect(200);
        client.awaitStep(order, "COMPLETED");
    }

    private static Answer move(String movements, String amount, String transaction) {
        return api.post("/accounts/ada/" + movements, Map.of("amount", usd(amount), "transactionId", transaction));
    }

    private static String statusOfPaymentOf(String order) {
        return client.read("/orders/" + order).path("payment").path("status").asString();
    }
}
