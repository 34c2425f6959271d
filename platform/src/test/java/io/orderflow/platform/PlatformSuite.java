package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.SOON;
import static io.orderflow.platform.PlatformClient.assertProblem;
import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every row of the HTTP table, asked of a running platform, whatever event store and database are behind it. Each test
 * has products, accounts and orders of its own.
 */
abstract class PlatformSuite extends PlatformOrders {

    @Nested
    class Repeats {

        @Test
        void getTheFirstAnswerAgain() {
            Map<String, Object> body = orderOf(line(sku, 2, "1.50"));

            Answer first = api.post("/orders", body, "key-" + run);
            Answer second = api.post("/orders", body, "key-" + run);

            first.expect(201);
            assertThat(second.expect(201)).isEqualTo(((ObjectNode) first.body()).put("idempotencyHit", true));
            assertThat(header(second, "Idempotency-Hit")).isEqualTo("true");
            assertThat(header(second, "ETag")).isEqualTo(header(first, "ETag"));
            assertProblem(api.post("/orders", orderOf(line(sku, 3, "1.50")), "key-" + run), 422,
                    "IDEMPOTENCY_KEY_REUSED");
        }

        @Test
        void moveMoneyOnce() {
            for (int i = 0; i < 3; i++) {
                api.post("/accounts/" + account + "/withdrawals", Map.of("amount", usd("10.00")), "w-" + run)
                        .expect(201);
            }
            for (int i = 0; i < 3; i++) {
                api.post("/accounts/" + account + "/withdrawals",
                        Map.of("amount", usd("5.00"), "transactionId", "t-" + run)).expect(201);
            }
            client.assertMoney(account, "85.00", "0.00", "85.00");
        }

        @Test
        void ofAnOrderWithOtherContentAreRefused() {
            api.post("/orders", orderOf(line(sku, 2, "1.50"))).expect(201);
            assertProblem(api.post("/orders", orderOf(line(sku, 3, "1.50"))), 409, "ALREADY_EXISTS");
        }
    }

    @Nested
    class ProductsAndAccounts {

        @Test
        void areListedAndChanged() {
            api.put("/products/" + sku + "/price", Map.of("unitPrice", usd("1.75"))).expect(200);
            client.assertStock(sku, 10, 0);
            await().atMost(SOON).untilAsserted(() -> assertThat(
                    client.read("/products/" + sku).path("unitPrice").path("amount").asString()).isEqualTo("1.75"));
            assertThat(client.read("/products?limit=200").path("items").toString()).contains(sku);
            assertProblem(api.post("/products", Map.of("sku", sku, "name", "Other", "unitPrice", usd("1.00"))), 409,
                    "ALREADY_EXISTS");
            assertProblem(api.put("/products/none-" + run + "/price", Map.of("unitPrice", usd("1.00"))), 404,
                    "NOT_FOUND");
        }

        @Test
        void balanceToTheCent() {
            assertProblem(api.post("/accounts/" + account + "/withdrawals", Map.of("amount", usd("100.01"))), 422,
                    "INSUFFICIENT_FUNDS");
            assertProblem(api.post("/accounts/" + account + "/deposits",
                    Map.of("amount", Map.of("amount", "1.00", "currency", "EUR"))), 422, "CURRENCY_MISMATCH");
            assertProblem(api.post("/accounts/none-" + run + "/deposits", Map.of("amount", usd("1.00"))), 404,
                    "NOT_FOUND");
            api.post("/accounts/" + account + "/withdrawals", Map.of("amount", usd("100.00"))).expect(201);
            client.assertMoney(account, "0.00", "0.00", "0.00");
            assertThat(client.read("/accounts/" + account + "/statement").path("items")).hasSizeGreaterThanOrEqualTo(2);
            JsonNode trial = client.read("/ledger/trial-balance");
            assertThat(trial.path("currencies"))
                    .isNotEmpty()
                    .allSatisfy(currency -> assertThat(currency.path("difference").asString()).matches("0(\\.0+)?"));
        }
    }

    @Nested
    class BadInput {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"{nonsense|MALFORMED_REQUEST", "null|MALFORMED_REQUEST",
                "[]|MALFORMED_REQUEST", "{}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[null]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':-1,'unitPrice':{'amount':'1.00','currency':'USD'}}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':0,'unitPrice':{'amount':'1.00','currency':'USD'}}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':1.5,'unitPrice':{'amount':'1.00','currency':'USD'}}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':1,'unitPrice':{'amount':'1.001','currency':'USD'}}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':1,'unitPrice':{'amount':'1.00','currency':'DOLLARS'}}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':1,'unitPrice':null}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':1,'unitPrice':{'amount':'1.00','currency':'USD'}},{'sku':'t','quantity':1,'unitPrice':{'amount':'1.00','currency':'EUR'}}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','lines':[{'sku':'s','quantity':1,'unitPrice':{'amount':'999999999999999.00','currency':'USD'}},{'sku':'t','quantity':1000000,'unitPrice':{'amount':'999999999999999.00','currency':'USD'}}]}|INVALID_VALUE",
                "{'customerId':'c','accountId':'a','colour':'red','lines':[]}|INVALID_VALUE",
                "{'customerId':'../../etc','accountId':'a','lines':[]}|INVALID_VALUE"})
        void inAnOrderIsAProblemWithACode(String body, String code) {
            Answer answer = api.postRaw("/orders", body.replace('\'', '"'), UUID.randomUUID().toString());
            assertProblem(answer, 400, code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/orders", "/products", "/accounts", "/products/x/receipts", "/accounts/x/deposits",
                "/accounts/x/withdrawals"})
        void withoutAnIdempotencyKeyIsAProblemWithACode(String path) {
            assertProblem(api.postRaw(path, "{}", null), 400, "IDEMPOTENCY_KEY_MISSING");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"/orders/none|404|NOT_FOUND", "/orders/none/events|404|NOT_FOUND",
                "/products/none|404|NOT_FOUND", "/accounts/none|404|NOT_FOUND",
                "/accounts/none/statement|404|NOT_FOUND", "/customers/none|404|NOT_FOUND",
                "/sagas/none|404|NOT_FOUND", "/rebuilds/none|404|NOT_FOUND", "/nothing|404|NOT_FOUND",
                "/orders?limit=0|400|INVALID_VALUE", "/orders?limit=many|400|INVALID_VALUE",
                "/orders?limit=99999|400|INVALID_VALUE", "/orders?cursor=%00|400|INVALID_VALUE",
                "/orders?cursor=nonsense|400|INVALID_VALUE", "/orders?status=LOST|400|INVALID_VALUE",
                "/orders?customerId=a%20b|400|INVALID_VALUE", "/orders/a%20b|400|INVALID_VALUE",
                "/orders/%7Bid%7D|400|INVALID_VALUE", "/sales?from=tomorrow|400|INVALID_VALUE",
                "/sales?from=2026-02-01&to=2026-01-01|400|INVALID_VALUE", "/sagas?stuckFor=long|400|INVALID_VALUE",
                "/sagas?status=LOST|400|INVALID_VALUE", "/products?cursor=a%20b|400|INVALID_VALUE"})
        void inAQueryIsAProblemWithACode(String path, int status, String code) {
            assertProblem(api.get(path), status, code);
        }

        @Test
        void onUnknownThingsIsAProblemWithACode() {
            assertProblem(api.post("/orders/none-" + run + "/cancellation", Map.of("reason", "r")), 404, "NOT_FOUND");
            assertProblem(api.post("/orders/none-" + run + "/shipment", Map.of()), 404, "NOT_FOUND");
            assertProblem(api.post("/products/none-" + run + "/receipts", Map.of("quantity", 1)), 404, "NOT_FOUND");
            assertProblem(api.post("/projections/none/rebuilds", null), 404, "NOT_FOUND");
        }
    }

    @Nested
    class Customers {

        @Test
        void areNamedOnAllTheirOrdersAndStatementsOnceTheyAreRegistered() {
            api.post("/orders", orderOf(line(sku, 1, "1.50"))).expect(201);
            JsonNode before = client.awaitRest(order);
            assertThat(before.path("customerKnown").asBoolean()).isFalse();
            assertThat(before.path("customerName").isNull()).isTrue();
            String own = "own-" + run;
            api.post("/accounts", Map.of("accountId", own, "owner", "Ada", "currency", "USD", "customerId", customer))
                    .expect(201);

            String path = "/customers/" + customer;
            Answer registered = api.post("/customers", Map.of("customerId", customer, "name", "Ada Lovelace", "email",
                    "ada@example.org"));
            registered.expect(201);
            assertThat(header(registered, "Location")).isEqualTo(path);
            long named = Long.parseLong(header(registered, "Consistency-Token"));
            Answer renamed = api.send("PUT", path + "/name", Map.of("name", "Ada King"), Map.of("If-Match", "\"0\""));
            renamed.expect(200);
            api.put(path + "/email", Map.of("email", "ada@king.example")).expect(200);

            assertThat(client.read("/orders/" + order).path("customerName").asString()).isEqualTo("Ada King");
            assertThat(client.read("/orders?customerId=" + customer).at("/items/0/customerName").asString())
                    .isEqualTo("Ada King");
            assertThat(client.read("/accounts/" + own + "/statement").path("customerName").asString())
                    .isEqualTo("Ada King");
            assertThat(client.read(path).path("name").asString()).isEqualTo("Ada King");
            assertThat(client.read(path).path("email").asString()).isEqualTo("ada@king.example");
            assertThat(client.read("/orders/" + order + "?asOf=" + named).path("customerName").asString())
                    .isEqualTo("Ada Lovelace");
            assertThat(client.read("/orders/" + order + "?asOf=v0").path("customerKnown").asBoolean()).isFalse();
            assertProblem(api.put("/customers/none-" + run + "/name", Map.of("name", "Eve")), 404, "NOT_FOUND");
        }
    }

    @Nested
    class Projections {

        @Test
        void sayWhereTheyAre() {
            List<String> names = new ArrayList<>();
            client.read("/projections").path("items").forEach(item -> names.add(item.path("name").asString()));
            assertThat(names).contains("orders", "customers", "stock", "sales", "sagas", "accounts", "statements");
        }

        @Test
        void areRebuiltWithoutAnyoneNoticing() {
            api.post("/orders", orderOf(line(sku, 2, "1.50"))).expect(201);
            JsonNode before = client.awaitRest(order);

            Answer started = api.post("/projections/orders/rebuilds", null);
            started.expect(202);
            String location = header(started, "Location");
            await()
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(client.read(location).path("state").asString()).isEqualTo("PROMOTED"));

            assertThat(client.read("/orders/" + order)).isEqualTo(before);
        }
    }

    @Test
    void describesItself() {
        JsonNode paths = client.read("/v3/api-docs").path("paths");
        assertThat(paths.has("/orders")).isTrue();
        assertThat(paths.path("/orders").path("post").toString()).contains("Idempotency-Key");
        assertThat(client.read("/v3/api-docs").path("components").path("schemas").path("MoveMoneyRequest").toString())
                .contains("Names that begin with 'refund-' belong to the refunds of payments.");
        assertThat(api.get("/swagger-ui/index.html").status()).isEqualTo(200);
        assertThat(client.read("/actuator/health").path("status").asString()).isEqualTo("UP");
    }

    @Test
    void findsProcessesByTheirStep() {
        api.post("/orders", orderOf(line(sku, 2, "1.50"))).expect(201);
        client.awaitRest(order);
        assertThat(client.read("/sagas/" + order).path("step").asString()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(client.read("/sagas/" + order).path("timeline")).isNotEmpty();
        assertThat(client.read("/sagas?status=AWAITING_SHIPMENT&limit=200").toString()).contains(order);
        assertThat(client.read("/sagas?stuckFor=PT10M").required("items")).isEmpty();
    }
}
