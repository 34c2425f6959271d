package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HttpConventionsTest extends SampleServiceTest {

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
        assertThat(answer.headers().firstValue("traceresponse").orElseThrow()).startsWith("00-" + trace + "-");
    }
}
