package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The sample service, which its tests share, and requests to it. */
@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false", "orderflow.api-versions.stable=1,2",
        "orderflow.api-versions.deprecated[0].version=1",
        "orderflow.api-versions.deprecated[0].since=2026-01-01T00:00:00Z",
        "orderflow.api-versions.deprecated[0].sunset=2027-01-01T00:00:00Z"})
abstract class SampleServiceTest {

    static final String OPEN = "{\"accountId\":\"a1\",\"owner\":\"Ada\",\"currency\":\"USD\"}";

    @LocalServerPort
    private int port;
    @Autowired
    SampleService service;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void forget() {
        service.handled.clear();
    }

    HttpResponse<String> post(String path, String body, String key) throws Exception {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return send(key == null ? request : request.header("Idempotency-Key", key));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Sends the request. Whatever the answer is, it names its trace once. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.headers().allValues("traceresponse")).singleElement().asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        return answer;
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + status, "\"traceId\":");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
