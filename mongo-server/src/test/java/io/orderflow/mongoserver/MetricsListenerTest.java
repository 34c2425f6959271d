package io.orderflow.mongoserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.orderflow.mongoserver.store.StoreSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that is a process of its own shows to Prometheus. */
class MetricsListenerTest {

    @TempDir
    private Path folder;
    private EmbeddedMongoServer server;
    private MetricsListener metrics;

    @BeforeEach
    void start() {
        server = EmbeddedMongoServer.start(folder, 0, StoreSettings.DEFAULT);
        metrics = MetricsListener.start(new MetricsPage(server, folder), 0, null);
    }

    @AfterEach
    void stop() {
        metrics.close();
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.port() + path)).build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void countsTheCommandsOfClientsAndTellsOfTheDisk() throws Exception {
        assertThat(get("/actuator/prometheus").body())
                .contains("mongo_server_commands_seconds_count{command=\"insert\"} 0\n");
        try (MongoClient client = MongoClients.create(server.uri())) {
            client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", "o1"));
        }

        HttpResponse<String> answer = get("/actuator/prometheus");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("mongo_server_commands_seconds_count{command=\"insert\"} 1\n",
                "mongo_server_failed_commands_total{command=\"insert\"} 0\n",
                "# TYPE mongo_server_store_bytes gauge\n")
                .containsPattern("mongo_server_commands_seconds_sum\\{command=\"insert\"} \\d+\\.\\d+\n")
                .containsPattern("mongo_server_store_bytes \\d+\n")
                .containsPattern("disk_free_bytes\\{path=\"\\S+\"} [1-9]\\d+\n");
    }

    @Test
    void hasNothingElse() throws Exception {
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/prometheus?name=x").statusCode()).isEqualTo(200);
    }
}
