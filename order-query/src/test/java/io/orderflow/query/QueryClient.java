package io.orderflow.query;

import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the query side over HTTP. Thread-safe. */
final class QueryClient {

    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final EventStore events;

    QueryClient(int port, EventStore events) {
        this.port = port;
        this.events = events;
    }

    /** Asks with the position of the last event, so that the answer knows all of them. */
    HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path)).header("Consistency-Token",
                Long.toString(events.createHeadToken().position().orElseThrow())).build();
        return held(send(request, BodyHandlers.ofString()));
    }

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws Exception {
        return client.send(request, handler);
    }

    JsonNode body(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** The identifiers of the orders of one page. */
    List<String> ids(String path) throws Exception {
        return body(path).get("items").valueStream().map(item -> item.get("orderId").asString()).toList();
    }

    /** The items of all pages; the path has a limit. */
    List<JsonNode> pages(String path) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = body(path + cursor);
            page.get("items").forEach(items::add);
            cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
        } while (cursor != null);
        return items;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }
}
