package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.usd;
import static io.orderflow.service.description.DescribedAnswers.held;
import static io.orderflow.service.description.DescribedAnswers.heldStream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every read keeps to, whichever service it is of: its methods, its entity tags, and that waits end. The platform is
 * the test's own: an event of another test could end a wait that should have ended before.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReadsOverHttpIT extends FreshNames {

    private static final Logger LOG = LoggerFactory.getLogger(ReadsOverHttpIT.class);

    /** How many orders wait until they are settled, one after the other: 5,000 with {@code -Pchaos}. */
    private static final int SETTLED_ORDERS = Integer.getInteger("settled.orders", 300);
    private static final int WATCHED_ORDERS = 40;
    private static final String PLENTY = "1000000.00";

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Api api = platform.api();
    private final PlatformClient client = platform.client(customer);

    @BeforeEach
    void stockUp() {
        client.list(sku, "Pen", "1.50", 1_000_000);
        client.open(account, "Ada", "USD", PLENTY);
        awaitProjections();
    }

    @Nested
    @Execution(ExecutionMode.SAME_THREAD)
    class Methods {

        @Test
        void areWhatTheRoutesSay() throws Exception {
            settle(order);
            awaitProjections();
            Map<String, Set<String>> routes = new MappedRoutes(platform.context()).methodsByPath(this::pathOf);
            assertThat(routes).hasSizeGreaterThan(30).containsKey("/orders/" + order + "/updates");
            for (Map.Entry<String, Set<String>> route : routes.entrySet()) {
                String path = route.getKey();
                Set<String> allowed = new TreeSet<>(route.getValue());
                assertThat(allow(send("OPTIONS", path), 200)).as("OPTIONS %s", path).isEqualTo(allowed);
                assertThat(allow(send("TRACE", path), 405)).as("TRACE %s", path).isEqualTo(allowed);
                assertThat(allow(send("PATCH", path), 405)).as("PATCH %s", path).isEqualTo(allowed);
                HttpResponse<String> head = send("HEAD", path);
                assertThat(head.body()).as("HEAD %s", path).isEmpty();
                if (!allowed.contains("GET")) {
                    assertThat(allow(head, 405)).as("HEAD %s", path).isEqualTo(allowed);
                } else if (!isStream(head)) {
                    assertThat(List.of(head.statusCode(), head.headers().allValues("Content-Type")))
                            .as("HEAD %s", path)
                            .isEqualTo(answerTo(path));
                }
            }
        }

        private List<Object> answerTo(String path) throws Exception {
            HttpResponse<String> get = send("GET", path);
            return List.of(get.statusCode(), get.headers().allValues("Content-Type"));
        }

        private static boolean isStream(HttpResponse<?> answer) {
            return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        }

        private static Set<String> allow(HttpResponse<?> answer, int status) {
            assertThat(answer.statusCode()).as("%s", answer).isEqualTo(status);
            return new TreeSet<>(Arrays.asList(answer.headers().firstValue("Allow").orElseThrow().split(",\\s*")));
        }

        private String pathOf(String pattern) {
            String path = pattern.replaceFirst("^/orders/\\{\\w+}", "/orders/" + order)
                    .replaceFirst("^/sagas/\\{\\w+}", "/sagas/" + order)
                    .replaceFirst("^/products/\\{\\w+}", "/products/" + sku)
                    .replaceFirst("/accounts/\\{\\w+}", "/accounts/" + account)
                    .replaceFirst("^/projections/\\{\\w+}", "/projections/orders")
                    .replaceAll("\\{\\w+}", "x");
            return path.equals("/projections/orders/updates") ? path + "?key=" + order : path;
        }

        private HttpResponse<String> send(String method, String path) throws Exception {
            return held(http.send(HttpRequest.newBuilder(platform.uri(path)).timeout(Duration.ofSeconds(30))
                    .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString()));
        }
    }

    @Nested
    @Execution(ExecutionMode.SAME_THREAD)
    class EntityTags {

        @Test
        void changeWithWhatIsSentAndBeginWithTheVersion() {
            settle(order);
            api.send("POST", "/orders/" + order + "/shipment", Map.of(), settled()).expect(200);
            Answer shipped = api.get("/orders/" + order);
            String version = shipped.expect(200).path("version").asString();
            String tag = header(shipped, "ETag");
            assertThat(tag).matches("\"" + version + "\\.[A-Za-z0-9_-]{16}\"");
            assertThat(header(shipped, "Cache-Control")).isEqualTo("private, no-cache");

            String payment = shipped.body().path("payment").path("paymentId").asString();
            api.send("POST", "/payments/" + payment + "/refund", Map.of(), settled());
            Answer refunded = await().atMost(PlatformClient.SOON).until(() -> api.get("/orders/" + order),
                    answer -> answer.body().path("payment").path("status").asString().equals("REFUNDED"));

            assertThat(header(refunded, "ETag")).isNotEqualTo(tag);
            assertThat(ifNoneMatch("GET", "/orders/" + order, tag).status()).isEqualTo(200);
        }

        @Test
        void changeWithThePaymentWhereTheVersionStays() {
            settle(order);
            Map<String, String> tagsByPayment = new TreeMap<>();
            client.read("/orders/" + order + "/events").path("items").forEach(event -> {
                Answer past = api.get("/orders/" + order + "?asOf=" + event.path("position").asLong());
                if (past.expect(200).path("version").asLong() == 0) {
                    tagsByPayment.put(past.body().path("payment").path("status").asString(""), header(past, "ETag"));
                }
            });
            assertThat(tagsByPayment).hasSizeGreaterThan(1).containsKey("AUTHORIZED");
            assertThat(tagsByPayment.values()).doesNotHaveDuplicates()
                    .allMatch(tag -> tag.startsWith("\"0."));
        }

        @Test
        void spareWhoHasTheRepresentationItsBody() {
            settle(order);
            awaitProjections();
            for (String path : List.of("/orders/" + order, "/orders/" + order + "?asOf=v0", "/sagas/" + order,
                    "/products/" + sku, "/accounts/" + account, "/accounts/" + account + "?asOf=v1")) {
                String tag = header(api.get(path), "ETag");
                for (String known : List.of(tag, "W/" + tag, "\"1\", " + tag, "*")) {
                    for (String method : List.of("GET", "HEAD")) {
                        Answer answer = ifNoneMatch(method, path, known);
                        assertThat(answer.status()).as("%s %s %s", method, path, known).isEqualTo(304);
                        assertThat(answer.response().body()).isEmpty();
                        assertThat(header(answer, "ETag")).isEqualTo(tag);
                    }
                }
                assertThat(ifNoneMatch("GET", path, tag.replaceFirst("\\..*\"", "\"")).status()).isEqualTo(200);
            }
        }

        @Test
        void nameTheVersionThatMayBeChanged() {
            String path = "/products/" + sku;
            for (String form : List.of("%s", "W/%s", "\"99\", %s", "*")) {
                String tag = header(api.get(path), "ETag");
                Answer changed = api.send("PUT", path + "/price", Map.of("unitPrice", usd("2.00")),
                        Map.of("If-Match", form.formatted(tag), "Command-Wait", "projected"));
                assertThat(changed.status()).as(form).isEqualTo(200);
                String version = header(changed, "ETag");
                assertThat(version).matches("\"\\d+\"");
                api.send("PUT", path + "/price", Map.of("unitPrice", usd("1.50")),
                        Map.of("If-Match", version, "Command-Wait", "projected")).expect(200);
                if (!form.equals("*")) {
                    assertThat(api.send("PUT", path + "/price", Map.of("unitPrice", usd("3.00")),
                            Map.of("If-Match", form.formatted(tag))).status()).as(form).isEqualTo(412);
                }
            }
        }

        @Test
        void ofAnyKindMayBeUnwantedByWhoCreates() {
            Map<String, Object> body = client.order(order, account, List.of(line(sku, 1, "1.50")));
            Map<String, String> first = Map.of("Idempotency-Key", "first-" + run, "If-None-Match", "*");
            api.send("POST", "/orders", body, first).expect(201);
            assertThat(header(api.send("POST", "/orders", body, first), "Idempotency-Hit")).isEqualTo("true");
            Answer second = api.send("POST", "/orders", body,
                    Map.of("Idempotency-Key", "second-" + run, "If-None-Match", "*"));
            PlatformClient.assertProblem(second, 412, "PRECONDITION_FAILED");
            PlatformClient.assertProblem(api.send("PUT", "/products/" + sku + "/price",
                    Map.of("unitPrice", usd("2.00")), Map.of("If-None-Match", "*")), 412, "PRECONDITION_FAILED");
        }

        private Answer ifNoneMatch(String method, String path, String tag) {
            return api.send(method, path, null, Map.of("If-None-Match", tag));
        }
    }

    @Nested
    @Execution(ExecutionMode.SAME_THREAD)
    class Waits {

        @Test
        void endWhenTheOrderIsSettled() {
            List<Long> millis = new ArrayList<>();
            for (int number = 0; number < SETTLED_ORDERS; number++) {
                long begun = System.nanoTime();
                settle(order + "-" + number);
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            }
            List<Long> sorted = millis.stream().sorted().toList();
            LOG.info("{} orders were settled: half within {} ms, 99 of 100 within {} ms, all within {} ms; {} took over"
                    + " 1 s", sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100),
                    sorted.getLast(), sorted.stream().filter(took -> took > 1_000).count());
        }

        @Test
        void endWhereAStreamIsOpenedRightAfterTheOrder() throws Exception {
            List<Long> millis = new ArrayList<>();
            for (int number = 0; number < WATCHED_ORDERS; number++) {
                String id = order + "-w" + number;
                api.post("/orders", client.order(id, account, List.of(line(sku, 1, "1.50"))));
                await().pollInterval(Duration.ofMillis(1)).atMost(PlatformClient.SOON)
                        .until(() -> api.get("/orders/" + id).status() == 200);
                long opened = System.nanoTime();
                HttpRequest request = HttpRequest.newBuilder(platform.uri("/orders/" + id + "/updates")).build();
                try (Stream<String> lines = heldStream(http.send(request, BodyHandlers.ofLines())).body()) {
                    assertThat(lines.anyMatch(line -> line.contains("AWAITING_SHIPMENT"))).isTrue();
                }
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - opened));
            }
            LOG.info("{} orders were seen to be settled after {} ms", WATCHED_ORDERS,
                    millis.stream().sorted().toList());
            assertThat(millis).as("milliseconds until it was told")
                    .allSatisfy(took -> assertThat(took).isLessThan(10_000));
        }
    }

    /** Otherwise a document may come, or change, between two requests that are compared. */
    private void awaitProjections() {
        await().atMost(PlatformClient.SOON).until(() -> api.get("/projections").expect(200).path("items").valueStream()
                .allMatch(projection -> projection.path("lag").asLong(-1) == 0));
    }

    private void settle(String id) {
        Answer placed = api.send("POST", "/orders", client.order(id, account, List.of(line(sku, 1, "1.50"))),
                settled());
        assertThat(placed.status() + " " + header(placed, "Command-Stage")).as(id).isEqualTo("201 settled");
    }

    private static Map<String, String> settled() {
        return Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Command-Wait", "settled", "Prefer", "wait=10");
    }
}
