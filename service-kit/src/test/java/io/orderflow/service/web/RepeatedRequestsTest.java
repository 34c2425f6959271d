package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats of a request under one key. */
class RepeatedRequestsTest extends SampleServiceTest {

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
