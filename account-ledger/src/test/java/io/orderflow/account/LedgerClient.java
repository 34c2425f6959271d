package io.orderflow.account;

import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** A client of the service, which sees what it has done. Its JSON is written with single quotes. */
final class LedgerClient {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private String token = "-1";

    LedgerClient(int port) {
        this.port = port;
    }

    String opened(String currency) throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> answer = post("/accounts",
                "{'accountId':'" + id + "','owner':'Ada','currency':'" + currency + "'}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return id;
    }

    void deposit(String account, String amount, String currency) throws Exception {
        HttpResponse<String> answer = post(account + "/deposits",
                "{'amount':{'amount':'" + amount + "','currency':'" + currency + "'}}");
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        HttpResponse<String> answer = send(request(path).header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
        answer.headers().firstValue("Consistency-Token").ifPresent(latest -> token = latest);
        return answer;
    }

    HttpResponse<String> postWithoutKey(String path, String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    /** Asks for what the last command left behind, or newer. */
    HttpResponse<String> get(String path) throws Exception {
        return get(path, "application/json");
    }

    HttpResponse<String> get(String path, String accept) throws Exception {
        HttpResponse<String> answer = send(request(path).header("Consistency-Token", token).header("Accept", accept));
        assertThat(answer.headers().firstValue("Stale")).isEmpty();
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return held(client.send(request.build(), BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type",
                "application/json");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
