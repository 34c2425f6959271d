package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Identifiers;
import io.orderflow.api.Text;
import io.orderflow.api.customer.EmailAddress;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.fuzz.Description;
import io.orderflow.platform.fuzz.RawHttp;
import io.orderflow.platform.fuzz.Reply;
import io.orderflow.platform.fuzz.Request;
import java.lang.reflect.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What every route takes at its word: parameters, media types, times, texts and currencies. */
class StrictRequestsIT {

    private static final String PRODUCT = "{\"sku\":\"%s\",\"name\":\"Pen\",\"unitPrice\":{\"amount\":\"1.00\",\"currency\":\"%s\"}}";
    private static final List<String> INVISIBLE = List.of("\\u0000", "\\u202e", "\\u2066", "\\u200b", "\\ufeff",
            "\\ud800", "\\n", "\\u2028", "\\u3164", "\\u200d");

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.shared();
    private static final Api api = platform.api();
    private static RawHttp http;

    @BeforeAll
    static void stockUp() {
        http = new RawHttp(platform.port());
        PlatformClient client = platform.client("c1");
        client.list("PEN", "Pen", "1.50", 100);
        client.open("ada", "Ada", "USD", "100.00");
        client.place("o1", "ada", PlatformClient.line("PEN", 1, "1.50"));
        client.awaitRest("o1");
    }

    @Test
    void namesEveryParameterThatARouteDoesNotTake() throws Exception {
        for (Map.Entry<RequestMappingInfo, HandlerMethod> route : ours().toList()) {
            String path = pathOf(route.getKey());
            for (RequestMethod method : route.getKey().getMethodsCondition().getMethods()) {
                assertNamed(send(method.name(), path + "?unheard=1", Map.of(), null), "unheard");
                for (String declared : parametersOf(route.getValue())) {
                    String other = declared.toUpperCase();
                    assertNamed(send(method.name(), path + "?" + other + "=1", Map.of(), null), other);
                    assertNamed(send(method.name(), path + "?" + declared + "=", Map.of(), null), declared);
                    assertNamed(send(method.name(), path + "?" + declared + "=1&" + declared + "=1", Map.of(), null),
                            declared);
                    assertNamed(send(method.name(), path + "?" + declared + "=a%E2%80%AEb", Map.of(), null), declared);
                }
            }
        }
    }

    private static void assertNamed(Reply reply, String parameter) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("INVALID_VALUE").contains("\"field\":\"" + parameter + "\"");
    }

    @Test
    void takesNoBodyOnRoutesThatDeclareNoneAndNullOnNone() throws Exception {
        int without = 0;
        for (Map.Entry<RequestMappingInfo, HandlerMethod> route : ours().toList()) {
            boolean takesBody = Arrays.stream(route.getValue().getMethod().getParameters())
                    .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
            without += takesBody ? 0 : 1;
            for (RequestMethod method : route.getKey().getMethodsCondition().getMethods()) {
                String path = pathOf(route.getKey());
                for (String body : takesBody ? List.of("null") : List.of("{\"bogus\":1}", "null", "[]", "{nonsense")) {
                    Reply reply = send(method.name(), path, Map.of(), body);
                    assertThat(reply.status()).as(method + " " + path + " " + body).isEqualTo(400);
                    assertThat(reply.body()).contains("MALFORMED_REQUEST").containsAnyOf("takes no body", "not null");
                }
            }
        }
        assertThat(without).isGreaterThan(20);
        assertThat(send("POST", "/payments/none/refund", Map.of(), "{}").status()).isEqualTo(404);
        assertThat(send("POST", "/projections/none/rollback", Map.of(), null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?x=1", "/swagger-ui.html?x=1", "/swagger-ui/index.html?x=1", "/actuator?x=1"})
    void namesParametersThatPagesDoNotTake(String target) throws Exception {
        assertNamed(send("GET", target, Map.of(), null), "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders?limit=0x10", "/orders?limit=%2B5", "/orders?limit=05", "/orders?limit=5%20",
            "/orders?status=placed", "/orders?status=%20PLACED", "/sales?from=2026-1-1", "/sales?to=2026-01-01Z",
            "/accounts/ada/statement?limit=0x10", "/sagas?stuckFor=-PT1M", "/sagas?stuckFor=pt1m",
            "/dead-letters?kind=acting", "/products/P%E2%80%AEN", "/projections/a%E2%80%8Bb/updates?key=k",
            "/rebuilds/%E2%80%AE", "/dead-letters/%E2%80%AE/x/retry"})
    void readsOneSpellingOfAValue(String target) throws Exception {
        assertThat(send(target.endsWith("retry") ? "POST" : "GET", target, Map.of(), null).status()).isEqualTo(400);
    }

    @Test
    void readsAndWritesJsonAndTheOneOtherFormThatItDeclares() {
        assertThat(platform.context().getBean(RequestMappingHandlerAdapter.class).getMessageConverters())
                .extracting(HttpMessageConverter::getClass)
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("Json", "StringHttpMessageConverter", "ByteArrayHttpMessageConverter",
                        "ResourceHttpMessageConverter", "StatementCsv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/x-yaml", "text/yaml", "application/xml",
            "application/cbor",
            "application/x-jackson-smile", "application/merge-patch+json", "application/problem+json", "text/plain",
            "application/x-www-form-urlencoded", "application/json;charset=UTF-16", "application/json;charset=latin1"})
    void takesNoOtherBody(String type) throws Exception {
        Reply reply = send("POST", "/products", Map.of("Content-Type", type), PRODUCT.formatted("TYPED", "USD"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16,400", "UTF-16LE,400", "UTF-32,400", "ISO-8859-1,400", "UTF-8,201"})
    void takesNoOtherCharset(String charset, int status) throws Exception {
        byte[] body = PRODUCT.formatted("CS-" + charset, "USD").replace("Pen", "P\u00e9n").getBytes(charset);
        assertThat(http.send(request("POST", "/products", Map.of(), body)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"gzip,415", "br,415", "identity,201"})
    void takesNoEncodedBody(String encoding, int status) throws Exception {
        assertThat(send("POST", "/products", Map.of("Content-Encoding", encoding),
                PRODUCT.formatted("CE-" + encoding, "USD")).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"application/yaml,406", "application/xml,406", "application/json;charset=UTF-16,406",
            "application/json,200", "application/json;charset=UTF-8,200"})
    void answersInNothingElse(String accept, int status) throws Exception {
        assertThat(send("GET", "/orders/o1", Map.of("Accept", accept), null).status()).isEqualTo(status);
        assertThat(send("PUT", "/products/PEN/price", Map.of("Accept", accept),
                "{\"unitPrice\":{\"amount\":\"1.50\",\"currency\":\"USD\"}}").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts/ada/statement", "/actuator/health", "/v3/api-docs/swagger-config"})
    void writesInNoOtherCharset(String path) throws Exception {
        assertThat(send("GET", path, Map.of("Accept", "application/json;charset=latin1"), null).status())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/metrics", "/actuator/metrics/jvm.memory.used",
            "/v3/api-docs",
            "/v3/api-docs/swagger-config", "/swagger-ui/index.html"})
    void leavesAloneWhatIsNotOurs(String path) throws Exception {
        assertThat(send("GET", path, Map.of("Accept", "*/*"), null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/o1", "/sagas/o1", "/products/PEN", "/accounts/ada", "/ledger/trial-balance"})
    void readsTimesInTheSameWayEverywhere(String path) {
        for (String good : List.of("9999-12-31", "2999-01-01", "2999-01-01T00:00:00Z", "2999-01-01T00:00:00.5+05:30",
                "2999-01-01T00:00Z")) {
            assertThat(asOf(path, good).status()).as(path + " " + good).isEqualTo(200);
        }
        for (String bad : List.of("+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z",
                "+292278994-08-17T07:12:55Z", "-292275055-05-16T16:47:04Z", "+10000-01-01T00:00:00Z",
                "0000-01-01", "0000-12-31T23:59:59Z", "9999-12-31T23:59:59-01:00", "2026-02-30", "2026-13-01",
                "2026-01-01T00:00:00", "2026-01-01T25:00:00Z", "2026-1-1", "now", "v-1")) {
            assertThat(asOf(path, bad).status()).as(path + " " + bad).isEqualTo(400);
        }
    }

    private static Answer asOf(String path, String moment) {
        return api.get(path + "?asOf=" + URLEncoder.encode(moment, StandardCharsets.UTF_8));
    }

    @Test
    void takesNoTextThatCannotBeRead() throws Exception {
        for (Map.Entry<String, String> body : Map.of("POST /products", "name", "POST /accounts", "owner",
                "POST /orders/o1/cancellation", "reason", "POST /orders/o1/shipment", "carrier trackingNumber",
                "POST /sagas/o1/retry", "reason", "POST /sagas/o1/skip", "reason", "POST /sagas/o1/cancellation",
                "reason", "POST /ledger/entries/ada:1/reversal", "reason", "DELETE /dead-letters/orders/x", "reason")
                .entrySet()) {
            String[] route = body.getKey().split(" ");
            for (String field : body.getValue().split(" ")) {
                for (String invisible : INVISIBLE) {
                    for (String text : List.of("a" + invisible + "b", invisible, invisible + "\\u0301")) {
                        if (!text.equals("a\\u200db")) {
                            Reply reply = send(route[0], route[1], Map.of(), bodyWith(route[1], field, text));
                            assertThat(reply.status()).as("%s %s: %s", body.getKey(), text, reply.body())
                                    .isEqualTo(400);
                        }
                    }
                }
            }
        }
    }

    /** The patterns of what is no free text. */
    private static final Set<String> OF_A_FORM = Set.of(Identifiers.PATTERN, EmailAddress.PATTERN);

    @Test
    void describesTheRuleOfEveryText() {
        Description description = new Description(api.get("/v3/api-docs").expect(200));
        List<String> texts = new ArrayList<>();
        description.routes().stream().filter(route -> route.body() != null)
                .forEach(route -> description.resolve(route.body()).path("properties").properties().forEach(field -> {
                    JsonNode schema = field.getValue();
                    if (schema.has("maxLength") && !OF_A_FORM.contains(schema.path("pattern").asString(""))) {
                        assertThat(schema.path("pattern").asString("")).as(route + " " + field.getKey())
                                .isEqualTo(Text.PATTERN);
                        assertThat(schema.path("description").asString("")).as(route + " " + field.getKey())
                                .startsWith("Text of visible characters");
                        texts.add(field.getKey());
                    }
                }));
        assertThat(texts).contains("name", "owner", "reason", "carrier", "trackingNumber");
    }

    private static String bodyWith(String path, String field, String text) {
        String value = "\"" + field + "\":\"" + text + "\"";
        return switch (path) {
            case "/products" -> "{\"sku\":\"T\",%s,\"unitPrice\":{\"amount\":\"1.00\",\"currency\":\"USD\"}}"
                    .formatted(value);
            case "/accounts" -> "{\"accountId\":\"t\",%s,\"currency\":\"USD\"}".formatted(value);
            default -> "{" + value + "}";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stift \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", "\u2764\ufe0f",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "e\u0301t\u00e9", "\u65e5\u672c\u8a9e", " a "})
    void takesWhatPeopleWrite(String name) throws Exception {
        Reply reply = send("POST", "/products", Map.of(), PRODUCT.formatted("N" + Math.abs(name.hashCode()), "USD")
                .replace("Pen", name));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"DEM,400", "HRK,400", "BGN,400", "XXX,400", "usd,400", "EUR,201", "XCG,201"})
    void takesCurrenciesThatAreInUse(String currency, int status) throws Exception {
        assertThat(send("POST", "/products", Map.of(), PRODUCT.formatted("CUR-" + currency, currency)).status())
                .isEqualTo(status);
        assertThat(
                send("POST", "/accounts", Map.of(), "{\"accountId\":\"cur-%s\",\"owner\":\"Ada\",\"currency\":\"%s\"}"
                        .formatted(currency, currency)).status())
                .isEqualTo(status);
    }

    @Test
    void tellsNothingOfWhatItIsMadeOf() throws Exception {
        for (Reply reply : List.of(send("POST", "/products", Map.of(), "{nonsense"),
                send("POST", "/products", Map.of(), "{\"sku\":1"), send("POST", "/products", Map.of(), "[]"),
                send("POST", "/products", Map.of(), "7"), send("GET", "/projections/orders/updates", Map.of(), null),
                send("GET", "/orders?status=NONE", Map.of(), null),
                send("GET", "/orders", Map.of("Accept", ";;"), null))) {
            assertThat(reply.body()).doesNotContainIgnoringCase("jackson")
                    .doesNotContain("String", "io.orderflow", "java.", "parameter type", "JsonToken", "Expected",
                            "FAIL_ON", "Source");
        }
    }

    private static Reply send(String method, String target, Map<String, String> headers, String body)
            throws Exception {
        return http.send(request(method, target, headers, body == null ? null : body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Request request(String method, String target, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new HashMap<>(headers);
        if (body != null) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        all.put("Idempotency-Key", UUID.randomUUID().toString());
        return new Request(method, target, all, body, UUID.randomUUID().toString().replace("-", ""));
    }

    private static Stream<Map.Entry<RequestMappingInfo, HandlerMethod>> ours() {
        return platform.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(route -> route.getValue().getBeanType().getPackageName().startsWith("io.orderflow"))
                .filter(route -> !pathOf(route.getKey()).equals("/error"));
    }

    private static String pathOf(RequestMappingInfo route) {
        return route.getPatternValues().iterator().next().replaceAll("\\{[^}]*}", "x");
    }

    private static List<String> parametersOf(HandlerMethod method) {
        return Arrays.stream(method.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                .map(Parameter::getName)
                .toList();
    }
}
