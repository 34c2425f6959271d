package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.identity.Grant;
import io.orderflow.identity.IdentityFolder;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.description.ApprovedDescription;
import io.orderflow.platform.description.DescribedExamples;
import io.orderflow.platform.description.DescribedExamples.Example;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.service.message.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** One process with identity: every route, tried by nobody, by a stranger, by another customer and by an operator. */
@ExtendWith(OutputCaptureExtension.class)
class IdentityIT {

    private static final Set<String> WITHOUT_TOKEN = Set.of("GET /", "HEAD /", "GET /swagger-ui.html",
            "HEAD /swagger-ui.html", "GET /v3/api-docs", "HEAD /v3/api-docs", "GET /v3/api-docs/swagger-config",
            "HEAD /v3/api-docs/swagger-config", "GET /v3/api-docs.yaml", "HEAD /v3/api-docs.yaml",
            "GET /actuator/health", "HEAD /actuator/health");
    /** What belongs to the first customer, and what belongs to nobody. */
    private static final Map<String, String> FIRST = Map.of("orderId", "o-first", "accountId", "a-first", "customerId",
            "c-first", "paymentId", "o-first", "entryId", "a-first:1");
    private static final Map<String, String> NOBODY = Map.of("orderId", "o-nobody", "accountId", "a-nobody",
            "customerId", "c-nobody", "paymentId", "o-nobody", "entryId", "a-nobody:1");

    private static final String EMAIL = "ada@example.com";

    @TempDir
    static Path data;
    private static IdentifiedPlatform identified;
    private static Platform platform;
    private static Api anybody;
    private static Api operator;
    private static Api first;
    private static Api second;

    @BeforeAll
    static void start() throws IOException {
        identified = IdentifiedPlatform.start(data);
        platform = identified.platform();
        anybody = identified.anybody();
        operator = bearing(Grant.operator());
        first = bearing(Grant.customer("c-first"));
        second = bearing(Grant.customer("c-second"));
        operator.post("/products", Map.of("sku", "PEN", "name", "Pen", "unitPrice", PlatformClient.usd("1.50")))
                .expect(201);
        operator.post("/products/PEN/receipts", Map.of("quantity", 100)).expect(201);
        first.post("/customers", Map.of("name", EMAIL, "email", EMAIL)).expect(201);
        open(first, "a-first");
        open(second, "a-second");
        place(first, "o-first", "c-first", "a-first").expect(201);
        awaitStatus("o-first", "CONFIRMED");
    }

    /** Whatever the requests of this class were, valid or forged, the log names nobody and has no token. */
    @AfterAll
    static void stop(CapturedOutput output) throws Exception {
        List<String> forged = identified.forged();
        identified.close();

        assertThat(output.getAll()).doesNotContain(EMAIL).doesNotContain(identified.tokens()).doesNotContain(forged);
    }

    private static Api bearing(Grant grant) {
        return identified.bearing(grant);
    }

    private static void open(Api owner, String account) {
        owner.post("/accounts", Map.of("accountId", account, "owner", EMAIL, "currency", "USD")).expect(201);
        owner.post("/accounts/" + account + "/deposits", Map.of("amount", PlatformClient.usd("100.00"))).expect(201);
    }

    private static Answer place(Api client, String order, String customer, String account) {
        return client.post("/orders", Map.of("orderId", order, "customerId", customer, "accountId", account, "lines",
                List.of(PlatformClient.line("PEN", 1, "1.50"))));
    }

    private static JsonNode awaitStatus(String order, String status) {
        await().atMost(PlatformClient.SOON).until(() -> {
            Answer answer = operator.get("/orders/" + order);
            return answer.status() == 200 && answer.body().path("status").asString().equals(status);
        });
        return operator.get("/orders/" + order).body();
    }

    private static void forEachRoute(RouteWalk.Check check) {
        new RouteWalk(platform.context(), FIRST, NOBODY).forEachRoute(check);
    }

    @Test
    void describesItselfAsCommitted() throws IOException {
        ApprovedDescription.of("orderflow").hold(anybody.get("/v3/api-docs").expect(200));
    }

    @Test
    void describesRoutesByExamplesThatWork() {
        DescribedExamples examples = new DescribedExamples(anybody.get("/v3/api-docs").expect(200));
        for (String route : List.of("registerCustomer", "renameCustomer", "changeCustomerEmail", "listProduct",
                "changePrice", "receiveGoods", "openAccount", "deposit", "placeOrder")) {
            send(examples.of(route));
        }
        awaitStatus("order-1", "CONFIRMED");
        send(examples.of("shipOrder"));
        await().atMost(PlatformClient.SOON).until(() -> operator.get("/orders/order-1")
                .expect(200)
                .at("/payment/status")
                .asString()
                .equals("CAPTURED"));
        for (String route : List.of("refundPayment", "getOrder", "getOrderHistory", "getOrderVersions",
                "getOrderCauses",
                "getSaga", "getProduct",
                "getAccount", "getStatement", "proveAccount", "getCustomer", "getTrialBalance", "startRebuild",
                "getGivenUpEvents")) {
            send(examples.of(route));
        }
    }

    private static void send(Example example) {
        Answer answer = operator.send(example.method(), example.path(), example.body(), example.headers());
        assertThat(answer.status()).as("%s: %s", example, answer.body()).isBetween(200, 299);
    }

    @Test
    void answersNobodyWithoutATokenOrAScope() {
        Api stranger = bearing(new Grant("stranger", null, List.of()));
        Set<String> open = new TreeSet<>();
        forEachRoute((method, path, absent) -> {
            String route = method + " " + path;
            int status = RouteWalk.send(anybody, method, path).status();
            if (status != 401) {
                open.add(route);
            }
            if (!WITHOUT_TOKEN.contains(route) && !path.startsWith("/actuator/health/")) {
                assertThat(RouteWalk.send(stranger, method, path).status()).as(route).isEqualTo(403);
            }
        });
        assertThat(open).isSubsetOf(withGroups(open));
        assertThat(open).contains("GET /", "GET /v3/api-docs", "GET /actuator/health");
    }

    private static Set<String> withGroups(Set<String> open) {
        Set<String> allowed = new TreeSet<>(WITHOUT_TOKEN);
        open.stream().filter(route -> route.contains(" /actuator/health/")).forEach(allowed::add);
        return allowed;
    }

    /** Whatever is another customer's is as if it did not exist: the answers differ by the identifiers alone. */
    @Test
    void isForAnotherCustomerAsIfNothingWereThere() {
        Set<String> personal = new TreeSet<>();
        forEachRoute((method, path, absent) -> {
            if (path.equals(absent) || method.equals("HEAD")) {
                return;
            }
            Answer theirs = RouteWalk.send(second, method, path);
            Answer none = RouteWalk.send(second, method, absent);
            assertThat(theirs.status()).as(method + " " + path).isEqualTo(none.status()).isIn(403, 404);
            assertThat(withoutIds(theirs)).as(method + " " + path).isEqualTo(withoutIds(none));
            if (theirs.status() == 404) {
                personal.add(method + " " + path);
            }
        });
        assertThat(personal).containsExactlyInAnyOrder("GET /orders/o-first", "GET /orders/o-first/events",
                "GET /orders/o-first/versions", "GET /orders/o-first/causes", "GET /orders/o-first/updates",
                "POST /orders/o-first/cancellation", "GET /customers/c-first",
                "GET /accounts/a-first", "GET /accounts/a-first/statement", "GET /accounts/a-first/holds",
                "POST /accounts/a-first/deposits", "POST /accounts/a-first/withdrawals",
                "POST /accounts/a-first/closure", "PUT /customers/c-first/name", "PUT /customers/c-first/email");
        for (String asOf : List.of("v0", "v99", "0", "99999", "2999-01-01T00:00:00Z", "nonsense")) {
            for (String path : List.of("/orders/o-", "/accounts/a-")) {
                Answer theirs = second.get(path + "first?asOf=" + asOf);
                assertThat(withoutIds(theirs)).isEqualTo(withoutIds(second.get(path + "nobody?asOf=" + asOf)));
                assertThat(theirs.status()).isIn(400, 404);
            }
        }
        assertThat(second.send("POST", "/orders/o-first/cancellation", Map.of("reason", "a test"),
                Map.of("If-Match", "\"77\"")).body().path("currentVersion").isMissingNode()).isTrue();
        assertThat(first.get("/orders/o-first").expect(200).path("status").asString()).isEqualTo("CONFIRMED");
    }

    private static String withoutIds(Answer answer) {
        return answer.body().toString().replaceAll("\"traceId\":\"[^\"]*\"", "").replaceAll("-(first|nobody)", "-x")
                .replaceAll("request's path|2026[^\"]*Z", "");
    }

    @Test
    void letsOperatorsReachEveryRoute() {
        forEachRoute((method, path, absent) -> {
            if (!path.endsWith("/updates") && !path.contains("?")) {
                Answer answer = RouteWalk.send(operator,
                        method.equals("DELETE") || method.equals("POST") || method.equals("PUT")
                                ? "HEAD"
                                : method,
                        path);
                assertThat(answer.status()).as(method + " " + path).isNotIn(401, 403);
            }
        });
        RouteWalk.Check isNamed = (method, path, absent) -> {
            if (method.equals("POST") || method.equals("PUT") || method.equals("DELETE")) {
                assertThat(RouteWalk.send(operator, method, absent).status()).as(method + " " + absent).isNotIn(401,
                        403);
            }
        };
        forEachRoute(isNamed);
        assertThat(operator.get("/orders/o-first").status()).isEqualTo(200);
        assertThat(operator.get("/accounts/a-first").status()).isEqualTo(200);
    }

    @Test
    void showsEachCustomerItsOwn() {
        await().atMost(PlatformClient.SOON).until(
                () -> first.get("/orders").expect(200).path("items").size() >= 1);
        assertThat(first.get("/orders?customerId=c-first").expect(200).path("items").size()).isPositive();
        assertThat(second.get("/orders?customerId=c-first").expect(200).path("items").size()).isZero();
        assertThat(second.get("/orders?status=CONFIRMED").expect(200).path("items").toString())
                .doesNotContain("c-first");
        assertThat(first.get("/customers/c-first").expect(200).path("email").asString()).isEqualTo(EMAIL);
        assertThat(first.get("/orders/o-first").expect(200).path("customerName").asString()).isEqualTo(EMAIL);
        assertThat(first.get("/accounts/a-first/statement").expect(200).path("customerName").asString())
                .isEqualTo(EMAIL);
        assertThat(second.post("/customers", Map.of("customerId", "c-first", "name", "Eve", "email", EMAIL)).status())
                .isEqualTo(403);
        assertThat(first.get("/accounts/a-first").expect(200).path("customerId").asString()).isEqualTo("c-first");
        assertThat(accounts(first.get("/accounts"))).containsExactly("a-first");
        assertThat(accounts(first.get("/accounts?customerId=c-first"))).containsExactly("a-first");
        assertThat(accounts(second.get("/accounts?customerId=c-first"))).isEmpty();
        assertThat(accounts(operator.get("/accounts?customerId=c-first"))).containsExactly("a-first");
        assertThat(accounts(operator.get("/accounts"))).contains("a-first", "a-second");
        assertThat(first.get("/accounts/a-first/statement").expect(200).path("items").size()).isPositive();
        assertThat(first.get("/orders/o-first/events").expect(200).toString()).contains("order.placed")
                .doesNotContain("\"account.");
        assertThat(operator.get("/orders/o-first/events").expect(200).toString()).contains("\"account.hold-placed");
        for (String path : List.of("/orders/o-first/versions", "/orders/o-first/causes")) {
            assertThat(first.get(path).expect(200).toString()).contains("\"payment.authorized\"")
                    .doesNotContain("\"account.hold-placed");
            assertThat(operator.get(path).expect(200).toString()).contains("\"account.hold-placed");
        }
    }

    private static List<String> accounts(Answer page) {
        return page.expect(200).path("items").findValuesAsString("accountId");
    }

    @Test
    void endsAnEventStreamWhenItsTokenExpires() {
        Duration life = Duration.ofSeconds(3);
        Instant issued = Instant.now();
        Api shortly = anybody.as(IdentityFolder.in(data).token(Grant.customer("c-first"), life));

        Answer streamed = shortly.get("/orders/o-first/updates");

        assertThat(streamed.response().body()).startsWith("retry: 2000").contains("event: update",
                "event: end\ndata: {\"reason\":\"The token has expired\"}");
        assertThat(Duration.between(issued, Instant.now())).isBetween(life.minusSeconds(1), life.plusSeconds(10));
    }

    @Test
    void takesNothingInTheNameOfAnother() {
        Answer forAnother = place(second, "o-forged", "c-first", "a-second");
        assertThat(forAnother.status()).isEqualTo(403);
        assertThat(forAnother.body().path("code").asString()).isEqualTo("FORBIDDEN");
        assertThat(second.post("/accounts", Map.of("accountId", "a-forged", "owner", "B", "currency", "USD",
                "customerId", "c-first")).status()).isEqualTo(403);
        Answer taken = place(second, "o-first", "c-second", "a-second");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.body().path("detail").asString()).isEqualTo("The identifier is taken; choose another");
        assertThat(second.post("/accounts", Map.of("accountId", "a-first", "owner", EMAIL, "currency", "USD")).status())
                .isEqualTo(409);
        Api nobody = bearing(new Grant("nobody", null, List.of("orders:read", "orders:write", "ledger:write")));
        assertThat(nobody.get("/orders").expect(200).path("items").size()).isZero();
        Api reader = bearing(new Grant("reader", null, List.of("ledger:read")));
        assertThat(accounts(reader.get("/accounts"))).isEmpty();
        assertThat(nobody.get("/orders/o-first").status()).isEqualTo(404);
        assertThat(place(nobody, "o-of-nobody", "c-first", "a-first").status()).isEqualTo(403);
        assertThat(nobody.post("/accounts", Map.of("owner", "B", "currency", "USD")).status()).isEqualTo(403);
    }

    @Test
    void changesNothingForWhoeverBringsNoValidToken() throws Exception {
        Set<String> traces = new RefusedRequests(anybody, platform.port(), FIRST)
                .sendWithout(identified.forged());

        forEachEvent(event -> assertThat(traces).doesNotContain(String.valueOf(event.getMetaData().get("traceId"))));
    }

    private static void forEachEvent(Consumer<TrackedEventMessage<?>> check) throws InterruptedException {
        EventStore events = platform.context().getBean(EventStore.class);
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(null)) {
            while (stream.hasNextAvailable(1, TimeUnit.SECONDS)) {
                check.accept(stream.nextAvailable());
            }
        }
    }

    @Test
    void paysAnOrderFromItsOwnCustomersAccountAlone() {
        operator.post("/accounts", Map.of("accountId", "a-ownerless", "owner", "Old", "currency", "USD")).expect(201);
        operator.post("/accounts/a-ownerless/deposits", Map.of("amount", PlatformClient.usd("9.00"))).expect(201);
        place(second, "o-from-first", "c-second", "a-first").expect(201);
        place(second, "o-from-none", "c-second", "a-never-opened").expect(201);
        place(second, "o-from-ownerless", "c-second", "a-ownerless").expect(201);
        place(second, "o-from-own", "c-second", "a-second").expect(201);

        for (String order : List.of("o-from-first", "o-from-none", "o-from-ownerless")) {
            assertThat(awaitStatus(order, "REJECTED").path("reason").asString()).isEqualTo("UNKNOWN_ACCOUNT");
        }
        awaitStatus("o-from-own", "CONFIRMED");
        String theirs = second.get("/orders/o-from-first").expect(200).toString();
        assertThat(theirs.replaceAll("20[0-9:.TZ-]+|\"position\":[0-9]+", "").replace("from-first", "from-none")
                .replace("a-first", "a-never-opened")).isEqualTo(second.get("/orders/o-from-none").expect(200)
                        .toString()
                        .replaceAll("20[0-9:.TZ-]+|\"position\":[0-9]+", ""));
        assertThat(first.get("/accounts/a-first").expect(200).path("held").path("amount").asString())
                .isEqualTo("1.50");
    }

    @Test
    void keepsInEveryEventWhoAskedAndNoToken() throws Exception {
        Set<String> subjects = new TreeSet<>();
        forEachEvent(event -> {
            assertThat(event.getMetaData()).as(event.getPayloadType().getSimpleName())
                    .containsKey(Origin.ACTOR)
                    .doesNotContainKey(Origin.OWNER);
            subjects.add(String.valueOf(event.getMetaData().get(Origin.ACTOR)));
            identified.tokens().forEach(token -> assertThat(event.getMetaData().values()).doesNotContain(token));
        });
        assertThat(subjects).contains("operator", "c-first", "c-second").doesNotContain(Origin.ANONYMOUS);
        JsonNode history = operator.get("/orders/o-first/events").expect(200).path("items");
        assertThat(history.size()).isGreaterThan(5);
        history.forEach(event -> assertThat(event.path("actor").asString()).isEqualTo("c-first"));
    }
}
