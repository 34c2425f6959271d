package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false", "orderflow.api-versions.stable=1,2",
        "orderflow.api-versions.deprecated[0].version=1",
        "orderflow.api-versions.deprecated[0].since=2026-01-01T00:00:00Z",
        "orderflow.api-versions.deprecated[0].sunset=2027-01-01T00:00:00Z"})
@ExtendWith(OutputCaptureExtension.class)
class HttpConventionsTest {

    private static final String OPEN = "{\"accountId\":\"a1\",\"owner\":\"Ada\",\"currency\":\"USD\"}";

    @LocalServerPort
    private int port;
    @Autowired
    private SampleService service;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void forget() {
        service.handled.clear();
    }

    @Nested
    class Versions {

        @Test
        void areTheNewestStableOneWhereNoneIsNamed() throws Exception {
            HttpResponse<String> answer = send(request("/accounts/a1/statement"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Deprecation")).isEmpty();
        }

        @Test
        void tellWhenTheyAreGoingToEnd() throws Exception {
            HttpResponse<String> answer = send(request("/accounts/a1/statement").header("API-Version", "1"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Deprecation")).hasValue("@1767225600");
            assertThat(answer.headers().firstValue("Sunset")).hasValue("Fri, 1 Jan 2027 00:00:00 GMT");
        }

        @ParameterizedTest
        @ValueSource(strings = {"3", "abc", "-1", "v1", "1.0"})
        void areRefusedWhereThereAreNone(String version) throws Exception {
            assertProblem(send(request("/accounts/a1").header("API-Version", version)), 400, "INVALID_API_VERSION");
            assertProblem(send(request("/accounts").header("API-Version", version)
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(OPEN))), 400,
                    "INVALID_API_VERSION");
            assertThat(service.handled).isEmpty();
        }
    }

    @Nested
    class Repeats {

        @Test
        void getTheFirstAnswerAgain() throws Exception {
            String key = UUID.randomUUID().toString();

            HttpResponse<String> first = post("/accounts", OPEN, key);
            HttpResponse<String> second = post("/accounts", OPEN.replace(",", " , "), key);

            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(first.headers().firstValue("Idempotency-Hit")).isEmpty();
            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.headers().firstValue("Idempotency-Hit")).contains("true");
            for (String header : new String[]{"Location", "ETag", "Consistency-Token", "Content-Type"}) {
                assertThat(second.headers().firstValue(header))
                        .isPresent()
                        .isEqualTo(first.headers().firstValue(header));
            }
            assertThat(service.handled).hasSize(1);
        }

        @Test
        void withAnotherBodyAreRefused() throws Exception {
            String key = UUID.randomUUID().toString();
            post("/accounts", OPEN, key);

            assertProblem(post("/accounts", OPEN.replace("Ada", "Eve"), key), 422, "IDEMPOTENCY_KEY_REUSED");
            assertThat(service.handled).hasSize(1);
        }

        @Test
        void ofARefusalAreTriedAgainAndMayBeAllowed() throws Exception {
            String key = UUID.randomUUID().toString();

            assertProblem(post("/accounts", OPEN.replace("Ada", "refused"), key), 409, "ALREADY_EXISTS");
            assertProblem(post("/accounts", OPEN.replace("Ada", "refused"), key), 409, "ALREADY_EXISTS");
            HttpResponse<String> allowed = post("/accounts", OPEN, key);

            assertThat(allowed.statusCode()).isEqualTo(201);
            assertThat(allowed.headers().firstValue("Idempotency-Hit")).isEmpty();
            assertThat(service.handled).hasSize(3);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"abc|\"abc\"", "a\"b|\"a\\\"b\"", "a\\b|\"a\\\\b\""})
        void underAKeyInQuotesAreThoseUnderTheBareOne(String bare, String quoted) throws Exception {
            post("/accounts", OPEN, bare);

            assertThat(post("/accounts", OPEN, quoted).headers().firstValue("Idempotency-Hit")).contains("true");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"", "\"\"", "\"abc", "\"a\"b\"", "\"a\\b\"", "\"a b\"", "\"abc\";p=1"})
        void underAKeyInBrokenQuotesAreRefused(String key) throws Exception {
            assertProblem(post("/accounts", OPEN, key), 400, "INVALID_IDEMPOTENCY_KEY");
        }

        @Test
        void ofWhatSendsNoCommandGetTheFirstAnswerAgain() throws Exception {
            String key = UUID.randomUUID().toString();
            String body = "{\"amount\":{\"amount\":\"1.00\",\"currency\":\"USD\"},\"times\":1}";

            HttpResponse<String> first = post("/accounts/a1/deposits", body, key);
            HttpResponse<String> second = post("/accounts/a1/deposits", body, key);

            assertThat(first.body()).doesNotContain("idempotencyHit");
            assertThat(second.headers().firstValue("Idempotency-Hit")).contains("true");
            assertThat(second.body()).isEqualTo(first.body().replaceFirst("}$", ",\"idempotencyHit\":true}"));
            assertProblem(post("/accounts/a1/deposits", body.replace("1.00", "2.00"), key), 422,
                    "IDEMPOTENCY_KEY_REUSED");
        }

        @Test
        void ofAFailureAreTriedAgain() throws Exception {
            String key = UUID.randomUUID().toString();
            String broken = OPEN.replace("Ada", "broken");

            HttpResponse<String> first = post("/accounts", broken, key);
            post("/accounts", broken, key);

            assertProblem(first, 500, "INTERNAL_ERROR");
            assertThat(first.body()).doesNotContain("secret");
            assertThat(service.handled).hasSize(2);
        }

        @Test
        void ofAChangeThatWasAlwaysOvertakenAreTriedAgain() throws Exception {
            String key = UUID.randomUUID().toString();
            String overtaken = OPEN.replace("Ada", "overtaken");

            assertProblem(post("/accounts", overtaken, key), 409, "CONCURRENT_CHANGE");
            int triedInside = service.handled.size();
            HttpResponse<String> second = post("/accounts", overtaken, key);

            assertProblem(second, 409, "CONCURRENT_CHANGE");
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(triedInside).isGreaterThan(1);
            assertThat(service.handled).hasSize(2 * triedInside);
        }

        @Test
        void areTheSameHoweverTheirPathIsSpelt() throws Exception {
            String key = UUID.randomUUID().toString();
            post("/accounts", OPEN, key);

            assertThat(post("/%61ccounts", OPEN, key).headers().firstValue("Idempotency-Hit")).contains("true");
            assertThat(service.handled).hasSize(1);
        }

        @Test
        void underTwoKeysAreRefused() throws Exception {
            assertProblem(send(request("/accounts").header("Content-Type", "application/json")
                    .header("Idempotency-Key", "k1").header("Idempotency-Key", "k2")
                    .POST(BodyPublishers.ofString(OPEN))), 400, "INVALID_IDEMPOTENCY_KEY");
        }

        @Test
        void deriveTheSameIdFromTheSameKey() throws Exception {
            String key = UUID.randomUUID().toString();
            String broken = OPEN.replace("Ada", "broken");
            post("/accounts", broken, key);

            String id = post("/accounts", OPEN, key).body().replace("\"", "");
            String otherId = post("/accounts", OPEN, UUID.randomUUID().toString()).body().replace("\"", "");

            assertThat(UUID.fromString(id).version()).isEqualTo(8);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
            assertThat(otherId).isNotEqualTo(id);
        }

        @Test
        void mustBeAnnouncedByAUsableKey() throws Exception {
            assertProblem(post("/accounts", OPEN, null), 400, "IDEMPOTENCY_KEY_MISSING");
            assertProblem(post("/accounts", OPEN, "x".repeat(256)), 400, "INVALID_IDEMPOTENCY_KEY");
            assertThat(service.handled).isEmpty();
        }
    }

    @Nested
    class BadBodies {

        @ParameterizedTest
        @ValueSource(strings = {"{nonsense", "", "{\"accountId\":\"a1\"", "[]garbage", "\u0000",
                "{\"owner\":\"Ada\",\"owner\":\"Eve\"}"})
        void thatAreNotJsonAreMalformed(String body) throws Exception {
            assertProblem(post("/accounts", body, "k-" + body.hashCode()), 400, "MALFORMED_REQUEST");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
                "{'accountId':'a1','owner':'Ada'}|currency",
                "{'accountId':'a 1','owner':'Ada','currency':'USD'}|accountId",
                "{'accountId':7,'owner':'Ada','currency':'USD'}|accountId",
                "{'accountId':'a1','owner':7,'currency':'USD'}|owner",
                "{'accountId':'a1','owner':'Ada','currency':'USD','colour':'red'}|colour"})
        void nameTheFieldThatIsWrong(String body, String field) throws Exception {
            HttpResponse<String> answer = post("/accounts", body.replace('\'', '"'), UUID.randomUUID().toString());

            assertProblem(answer, 400, "INVALID_VALUE");
            assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
                "{'amount':{'amount':'1.001','currency':'USD'},'times':1}|amount|at most 2 decimals",
                "{'amount':{'amount':'-1.00','currency':'USD'},'times':1}|amount|must not be negative",
                "{'amount':{'amount':'1.00','currency':'XYZ'},'times':1}|amount|ISO 4217",
                "{'amount':{'amount':'1e999999999','currency':'USD'},'times':1}|amount|decimal number",
                "{'amount':{'amount':'one','currency':'USD'},'times':1}|amount|decimal number",
                "{'amount':{'amount':'1000000000000000.00','currency':'USD'},'times':1}|amount|must be below",
                "{'amount':{'amount':1.00,'currency':'USD'},'times':1}|amount.amount|wrong type",
                "{'amount':{'amount':'1.00'},'times':1}|amount|currency is missing",
                "{'amount':{'amount':'1.00','currency':'USD'},'times':1.5}|times|wrong type",
                "{'amount':{'amount':'1.00','currency':'USD'},'times':'1'}|times|wrong type",
                "{'amount':{'amount':'1.00','currency':'USD'},'times':99999999999}|times|wrong type",
                "{'amount':{'amount':'1.00','currency':'USD'}}|times|null"})
        void nameTheAmountThatIsWrong(String body, String field, String message) throws Exception {
            HttpResponse<String> answer = post("/accounts/a1/deposits", body.replace('\'', '"'), null);

            assertProblem(answer, 400, "INVALID_VALUE");
            assertThat(answer.body()).contains("\"field\":\"" + field + "\"").contains(message);
        }

        @Test
        void areRefusedBeyondTheLimitAndInOtherMediaTypes() throws Exception {
            String large = OPEN.replace("Ada", "A".repeat(BodyTooLarge.MAX_BODY_BYTES));

            assertProblem(post("/accounts", large, "large"), 413, "BODY_TOO_LARGE");
            assertProblem(send(request("/accounts").header("Content-Type", "text/xml").header("Idempotency-Key", "xml")
                    .POST(BodyPublishers.ofString("<a/>"))), 415, "UNSUPPORTED_MEDIA_TYPE");
        }

        @ParameterizedTest
        @ValueSource(strings = {"*/*", "application/*", ";;", "json", "multipart/form-data",
                "application/x-www-form-urlencoded", "application/json;charset=klingon"})
        void areRefusedWithoutAUsableMediaType(String type) throws Exception {
            assertProblem(send(request("/accounts").header("Content-Type", type).header("Idempotency-Key", "type")
                    .POST(BodyPublishers.ofString(OPEN))), 415, "UNSUPPORTED_MEDIA_TYPE");
            assertThat(service.handled).isEmpty();
        }

        @Test
        void withDeepNestingAreMalformed() throws Exception {
            assertProblem(post("/accounts", "[".repeat(100_000), "deep"), 400, "MALFORMED_REQUEST");
        }
    }

    @ParameterizedTest
    @CsvSource({"/accounts/a1,404,NOT_FOUND", "/nowhere,404,NOT_FOUND", "/accounts,405,METHOD_NOT_ALLOWED",
            "/accounts/a%20b,400,INVALID_VALUE", "/accounts/a%00b,400,MALFORMED_REQUEST",
            "/accounts/a%2Fb,400,MALFORMED_REQUEST", "/accounts/%C3%28,400,MALFORMED_REQUEST"})
    void answersAWrongPathWithAProblem(String path, int status, String code) throws Exception {
        assertProblem(send(request(path).GET()), status, code);
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS,/accounts/a1,200,'GET,HEAD,OPTIONS'", "OPTIONS,/accounts,200,'POST,OPTIONS'",
            "PATCH,/accounts/a1,405,'GET,HEAD,OPTIONS'", "HEAD,/accounts,405,'POST,OPTIONS'",
            "TRACE,/accounts/a1,405,'GET,HEAD,OPTIONS'", "TRACE,/accounts,405,'POST,OPTIONS'", "TRACE,/nowhere,404,",
            "OPTIONS,/nowhere,404,"})
    void saysWhatIsAllowed(String method, String path, int status, String allowed) throws Exception {
        HttpResponse<String> answer = send(request(path).header("X-Secret", "s3cret").method(method,
                BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("s3cret");
        assertThat(answer.headers().firstValue("Allow").map(allow -> Set.of(allow.replace(" ", "").split(","))))
                .isEqualTo(Optional.ofNullable(allowed).map(allow -> Set.of(allow.split(","))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts/a1", "/accounts/a1/closure"})
    void offersNoPatchesWhereItTakesNone(String path) throws Exception {
        for (String method : List.of("OPTIONS", "TRACE")) {
            assertThat(send(request(path).method(method, BodyPublishers.noBody())).headers().map())
                    .containsKey("Allow").doesNotContainKey("Accept-Patch");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"closure|{\"bogus\":1}|400", "closure|null|400",
            "closure|[]|400", "closure|{nonsense|400", "closure|{ }|200", "closure|``|200", "closure| {} |200",
            "note|null|400", "note|``|200"})
    void takesNoBodyWhereNoneIsWanted(String route, String body, int status) throws Exception {
        HttpResponse<String> answer = post("/accounts/a1/" + route, body, null);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertProblem(answer, 400, "MALFORMED_REQUEST");
            assertThat(answer.body()).containsAnyOf("takes no body", "not null");
        }
    }

    @ParameterizedTest
    @CsvSource({"/actuator?unheard=1,unheard", "/actuator/health?unheard=1,unheard",
            "/actuator/health/liveness?unheard=1,unheard", "/actuator/metrics?tag=a,tag",
            "/actuator/metrics/jvm.memory.used?tag=area:heap&Tag=a,Tag", "/swagger-ui/index.html?unheard=1,unheard",
            "/swagger-ui/swagger-initializer.js?v=1,v", "/v3/api-docs?unheard=1,unheard",
            "/swagger-ui.html?unheard=1,unheard"})
    void namesParametersThatPagesDoNotTake(String target, String parameter) throws Exception {
        HttpResponse<String> answer = send(request(target).GET());

        assertProblem(answer, 400, "INVALID_VALUE");
        assertThat(answer.body()).contains("\"field\":\"" + (parameter == null ? "" : parameter) + "\"");
    }

    @ParameterizedTest
    @CsvSource({"/actuator/metrics/jvm.memory.used?tag=area:heap&tag=area:heap,200", "/actuator/nothing?x=1,404",
            "/nowhere?x=1,404", "/swagger-ui/nothing.js?x=1,404", "/swagger-ui/oauth2-redirect.html?code=a&state=b,200",
            "/swagger-ui/index.html,200", "/v3/api-docs,200", "/actuator/health,200"})
    void takesTheParametersThatPagesNeed(String target, int status) throws Exception {
        assertThat(send(request(target).GET()).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "nonsense", "*/*;q=9", "wait=0"})
    void changesNothingWhereTheAnswerCouldNotBeRead(String accept) throws Exception {
        assertProblem(send(request("/accounts").header("Content-Type", "application/json").header("Accept", accept)
                .header("Idempotency-Key", UUID.randomUUID().toString()).POST(BodyPublishers.ofString(OPEN))), 406,
                "NOT_ACCEPTABLE");
        assertThat(service.handled).isEmpty();
    }

    @Test
    void tellsTheLogOfAnOutageWhenItBeginsAndWhenItEnds(CapturedOutput output) throws Exception {
        for (int attempt = 0; attempt < 20; attempt++) {
            assertProblem(send(request("/accounts/away/statement").GET()), 503, "UNAVAILABLE");
        }
        assertThat(send(request("/accounts/a1/statement").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("/accounts/a1/statement").GET()).statusCode()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(output.getOut().lines().filter(line -> line.contains("/statement")))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("makes no progress", "The database does not answer"))
                .anySatisfy(line -> assertThat(line).contains("goes on again", "20 failures")));
        assertThat(output.getOut()).doesNotContain("secret.internal");
    }

    @Test
    void refusesWhatTheWebServerCannotReadWithAProblemToo() throws Exception {
        HttpResponse<String> answer = send(request("/accounts/" + "a".repeat(20_000)).GET());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"MALFORMED_REQUEST\"");
    }

    @Test
    void carriesTheTraceOfTheCaller() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        HttpResponse<String> answer = send(
                request("/accounts/a1").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01").GET());

        assertThat(answer.body()).contains("\"traceId\":\"" + trace + "\"");
    }

    private HttpResponse<String> post(String path, String body, String key) throws Exception {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return send(key == null ? request : request.header("Idempotency-Key", key));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + status, "\"traceId\":");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
