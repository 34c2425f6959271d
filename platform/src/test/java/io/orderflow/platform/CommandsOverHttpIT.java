package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.assertProblem;
import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.stage.Changes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.node.ObjectNode;

/** What every command keeps to, whichever service it is for: its repeats, its versions, and how far it is waited for. */
class CommandsOverHttpIT extends FreshNames {

    private static final int AT_ONCE = 50;
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.shared();

    private final Api api = platform.api();
    private final PlatformClient client = platform.client(customer);

    @BeforeEach
    void stockUp() {
        client.list(sku, "Pen", "1.50", 100);
        client.open(account, "Ada", "USD", "100.00");
    }

    @Nested
    class ManyAtOnce {

        @Test
        void changeOneAggregateEachInTurn() throws Exception {
            List<Answer> answers = atOnce(number -> api.post("/accounts/" + account + "/deposits",
                    Map.of("amount", usd("1.00"))));

            assertThat(answers).extracting(Answer::status).containsOnly(201);
            assertThat(answers).extracting(answer -> header(answer, "ETag")).doesNotHaveDuplicates();
            client.assertMoney(account, "150.00", "0.00", "150.00");
        }

        @Test
        void underOneKeyHaveOneEffect() throws Exception {
            List<Answer> answers = atOnce(number -> api.post("/accounts/" + account + "/deposits",
                    Map.of("amount", usd("1.00")), "same-" + run));

            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
            assertThat(answers).filteredOn(answer -> answer.status() == 201)
                    .isNotEmpty()
                    .extracting(answer -> ((ObjectNode) answer.body()).put("idempotencyHit", true))
                    .containsOnly((ObjectNode) api.post("/accounts/" + account + "/deposits",
                            Map.of("amount", usd("1.00")), "same-" + run).expect(201));
            client.assertMoney(account, "101.00", "0.00", "101.00");
        }

        @Test
        void ofOneVersionAreDoneOnce() throws Exception {
            List<Answer> answers = atOnce(number -> api.send("PUT", "/products/" + sku + "/price",
                    Map.of("unitPrice", usd("2." + (10 + number))), Map.of("If-Match", "\"1\"")));

            assertThat(answers).extracting(Answer::status).containsOnly(200, 412);
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.status() == 412)
                    .allSatisfy(answer -> assertThat(answer.body().path("currentVersion").asLong()).isEqualTo(2));
        }

        private List<Answer> atOnce(IntFunction<Answer> request) throws Exception {
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Answer>> running = IntStream.range(0, AT_ONCE)
                        .mapToObj(number -> clients.submit(() -> request.apply(number)))
                        .toList();
                List<Answer> answers = new ArrayList<>();
                for (Future<Answer> one : running) {
                    answers.add(one.get());
                }
                return answers;
            }
        }
    }

    @Nested
    class Versions {

        @Test
        void beginTheEntityTagsOfWhatIsRead() {
            client.place(order, account, line(sku, 2, "1.50"));
            client.awaitRest(order);

            for (String path : List.of("/accounts/" + account, "/products/" + sku, "/orders/" + order,
                    "/sagas/" + order)) {
                Answer found = api.get(path);
                assertThat(header(found, "ETag")).as(path)
                        .startsWith('"' + found.expect(200).path("version").asString() + '.');
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"*", "\"0\"", "W/\"0\"", "\"0\", \"1\""})
        void areNoneOfWhatIsNotThereYet(String versions) {
            Answer answer = api.send("POST", "/accounts", Map.of("accountId", "new-" + run, "owner", "Eve", "currency",
                    "USD"), Map.of("Idempotency-Key", UUID.randomUUID().toString(), "If-Match", versions));

            assertProblem(answer, 412, "PRECONDITION_FAILED");
            assertProblem(api.get("/accounts/new-" + run), 404, "NOT_FOUND");
        }
    }

    @Nested
    class Repeats {

        @Test
        void areTheSameRequestHoweverTheyAreWritten() {
            String key = "spelt-" + run;
            Map<String, String> headers = Map.of("Idempotency-Key", key);
            Map<String, Object> body = Map.of("quantity", 100);
            api.send("POST", "/products/" + sku + "/receipts", body, headers).expect(201);

            String spelt = "/products/" + sku.replace("s", "%73") + "/receipts";
            assertThat(header(api.send("POST", spelt, body, headers), "Idempotency-Hit")).isEqualTo("true");
            assertThat(header(api.postRaw("/products/" + sku + "/receipts", " {\"quantity\" : 100 }", key),
                    "Idempotency-Hit")).isEqualTo("true");
            client.assertStock(sku, 200, 0);
        }

        @Test
        void ofARefusalAreJudgedAnew() {
            String nobodys = "/accounts/none-" + run + "/deposits";
            assertProblem(api.post(nobodys, Map.of("amount", usd("1.00")), "k"), 404, "NOT_FOUND");
            client.open("none-" + run, "Eve", "USD", "1.00");

            Answer allowed = api.post(nobodys, Map.of("amount", usd("1.00")), "k");
            allowed.expect(201);
            assertThat(allowed.body().has("idempotencyHit")).isFalse();
            Answer again = api.post(nobodys, Map.of("amount", usd("1.00")), "k");

            assertThat(header(again, "Idempotency-Hit")).isEqualTo("true");
            assertThat(again.expect(201).path("idempotencyHit").asBoolean()).isTrue();
            client.assertMoney("none-" + run, "2.00", "0.00", "2.00");
        }

        @Test
        void ofAChangeThatWasOvertakenChangeNothing() {
            String path = "/products/" + sku + "/price";
            Map<String, String> first = Map.of("Idempotency-Key", "first-" + run, "If-Match", "\"1\"");
            api.send("PUT", path, Map.of("unitPrice", usd("2.00")), first).expect(200);
            api.send("PUT", path, Map.of("unitPrice", usd("3.00")), Map.of()).expect(200);

            Answer again = api.send("PUT", path, Map.of("unitPrice", usd("2.00")), first);

            assertThat(again.expect(200).path("version").asLong()).isEqualTo(2);
            assertThat(header(again, "ETag")).isEqualTo("\"2\"");
            assertThat(client.read("/products/" + sku).path("unitPrice").path("amount").asString()).isEqualTo("3.00");
        }

        @Test
        void afterAFailedConditionMayNameAnotherVersion() {
            String path = "/accounts/" + account + "/deposits";
            Map<String, Object> body = Map.of("amount", usd("1.00"));
            assertProblem(api.send("POST", path, body, Map.of("Idempotency-Key", "k-" + run, "If-Match", "\"7\"")), 412,
                    "PRECONDITION_FAILED");

            api.send("POST", path, body, Map.of("Idempotency-Key", "k-" + run, "If-Match", "\"1\"")).expect(201);
        }
    }

    @Nested
    class Stages {

        @Test
        void areNamedForEveryCommand() {
            List<String> projections = platform.context()
                    .<Projection<?>>getBeanProvider(ResolvableType.forClass(Projection.class))
                    .stream()
                    .<String>map(Projection::name)
                    .toList();
            platform.context()
                    .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                    .getHandlerMethods()
                    .values()
                    .stream()
                    .filter(method -> Arrays.asList(method.getMethod().getParameterTypes()).contains(IfMatch.class))
                    .forEach(method -> assertThat(changesOf(method).readModels())
                            .as("@Changes on %s", method)
                            .isNotEmpty()
                            .isSubsetOf(projections));
        }

        private static Changes changesOf(HandlerMethod method) {
            Changes changes = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Changes.class);
            return changes == null
                    ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Changes.class)
                    : changes;
        }

        @ParameterizedTest
        @ValueSource(strings = {"projected", "settled"})
        void ofWhatNobodyCarriesOnAreFoundAtOnce(String stage) {
            Answer answer = api.send("POST", "/accounts/" + account + "/deposits", Map.of("amount", usd("1.00")),
                    wait(stage));

            answer.expect(201);
            assertThat(header(answer, "Command-Stage")).isEqualTo(stage);
            assertThat(api.get("/accounts/" + account).body().path("balance").path("amount").asString())
                    .isEqualTo("101.00");
            assertThat(api.get("/accounts/" + account + "/statement").body().path("items")).hasSize(2);
        }

        @Test
        void ofAnOrderAreSettledWhereItsProcessRests() {
            Map<String, Object> body = client.order(order, account, List.of(line(sku, 2, "1.50")));
            Answer placed = api.send("POST", "/orders", body, wait("settled"));
            placed.expect(201);
            assertThat(header(placed, "Command-Stage")).isEqualTo("settled");
            assertThat(stateOf(order)).isEqualTo("CONFIRMED at AWAITING_SHIPMENT");

            Answer shipped = api.send("POST", "/orders/" + order + "/shipment", Map.of(), wait("settled"));
            shipped.expect(200);
            assertThat(header(shipped, "Command-Stage")).isEqualTo("settled");
            assertThat(stateOf(order)).isEqualTo("SHIPPED at COMPLETED");
        }

        @Test
        void ofACancellationAreSettledWhereAllIsGivenBack() {
            api.send("POST", "/orders", client.order(order, account, List.of(line(sku, 2, "1.50"))), wait("settled"))
                    .expect(201);

            Answer cancelled = api.send("POST", "/orders/" + order + "/cancellation", Map.of("reason", "no"),
                    wait("settled"));

            cancelled.expect(200);
            assertThat(header(cancelled, "Command-Stage")).isEqualTo("settled");
            assertThat(stateOf(order)).isEqualTo("CANCELLED at COMPENSATED");
        }

        @Test
        void ofManyOrdersAreReachedByEach() throws Exception {
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Answer>> running = IntStream.range(0, AT_ONCE)
                        .mapToObj(number -> clients.submit(() -> api.send("POST", "/orders",
                                client.order(order + "-" + number, account, List.of(line(sku, 1, "1.50"))),
                                wait("settled"))))
                        .toList();
                for (Future<Answer> one : running) {
                    one.get().expect(201);
                }
            }
            assertThat(IntStream.range(0, AT_ONCE).mapToObj(number -> stateOf(order + "-" + number)))
                    .containsOnly("CONFIRMED at AWAITING_SHIPMENT");
        }

        @Test
        void thatAreNotWaitedForComeAllTheSame() {
            Map<String, Object> body = client.order(order, account, List.of(line(sku, 2, "1.50")));
            String key = "async-" + run;

            Answer accepted = api.send("POST", "/orders", body,
                    Map.of("Idempotency-Key", key, "Prefer", "respond-async"));
            accepted.expect(202);
            assertThat(header(accepted, "Location")).isEqualTo("/orders/" + order);
            assertThat(header(accepted, "Preference-Applied")).isEqualTo("respond-async");

            Answer real = await().atMost(SOON).until(() -> api.post("/orders", body, key),
                    answer -> answer.status() == 201);
            assertThat(header(real, "Idempotency-Hit")).isEqualTo("true");
            client.awaitStep(order, "AWAITING_SHIPMENT");
            client.assertStock(sku, 100, 2);
        }

        private Map<String, String> wait(String stage) {
            return Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Command-Wait", stage, "Prefer", "wait=30");
        }

        /** As a query finds it that says nothing of what it must be as new as. */
        private String stateOf(String id) {
            Answer found = api.get("/orders/" + id);
            return found.body().path("status").asString() + " at "
                    + found.body().path("saga").path("step").asString();
        }
    }
}
