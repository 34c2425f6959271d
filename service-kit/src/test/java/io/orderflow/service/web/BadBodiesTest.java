package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that cannot be read, or say what they may not say. */
class BadBodiesTest extends SampleServiceTest {

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
