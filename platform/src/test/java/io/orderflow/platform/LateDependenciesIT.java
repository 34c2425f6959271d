package io.orderflow.platform;

import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.orderflow.account.AccountLedgerApplication;
import io.orderflow.axonserver.standalone.AxonServerApplication;
import io.orderflow.mongoserver.MongoServerApplication;
import io.orderflow.order.OrderCommandApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Services that are started before their database and the event store: each starts, is not ready, says what it lacks, and
 * goes on by itself when that is there.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class LateDependenciesIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String ACCOUNT = """
            {"accountId": "ada", "owner": "Ada", "currency": "USD"}""";
    private static final String ORDER = """
            {"orderId": "o1", "customerId": "c1", "accountId": "ada",
             "lines": [{"sku": "PEN", "quantity": 1, "unitPrice": {"amount": "1.50", "currency": "USD"}}]}""";

    @TempDir
    Path data;
    private final int eventPort = JavaProcess.freePort();
    private final int mongoPort = JavaProcess.freePort();
    private final List<JavaProcess> servers = new ArrayList<>();
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();

    @AfterEach
    void stop() {
        services.forEach(ConfigurableApplicationContext::close);
        servers.forEach(JavaProcess::kill);
    }

    @Test
    void areWaitedForByAServiceThatSaysWhatItLacks() throws Exception {
        ConfigurableApplicationContext orders = start(OrderCommandApplication.class);
        ConfigurableApplicationContext ledger = start(AccountLedgerApplication.class);

        for (ConfigurableApplicationContext service : services) {
            assertThat(get(service, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
        assertThat(get(orders, "/actuator/health").body())
                .contains("\"checkpoints\":\"gives no answer since", "\"eventStore\":\"gives no answer since");
        assertThat(get(ledger, "/actuator/health").body()).contains("\"eventStore\":\"gives no answer since");
        assertThat(get(orders, "/actuator/health/startup").statusCode()).isEqualTo(200);
        assertThat(get(ledger, "/actuator/health/startup").statusCode()).isEqualTo(503);
        assertThat(get(ledger, "/actuator/health/startup").body())
                .contains("\"projections\":\"the end of the log is not known yet\"");

        servers.add(JavaProcess.server(AxonServerApplication.class, eventPort, data.resolve("events")));
        servers.add(JavaProcess.server(MongoServerApplication.class, mongoPort, data.resolve("database")));

        for (ConfigurableApplicationContext service : services) {
            await().atMost(SOON).until(() -> get(service, "/actuator/health/readiness").statusCode() == 200);
        }
        await().atMost(SOON).until(() -> get(ledger, "/actuator/health/startup").statusCode() == 200);
        await().atMost(SOON).until(() -> post(ledger, "/accounts", ACCOUNT) == 201);
        await().atMost(SOON).until(() -> get(ledger, "/accounts/ada").statusCode() == 200);
        await().atMost(SOON).until(() -> post(orders, "/orders", ORDER) == 201);
        await().atMost(SOON).until(this::managerHasActed);
    }

    /** Its checkpoint is written after the events before it were handled. */
    private boolean managerHasActed() {
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + mongoPort)) {
            return client.getDatabase("checkpoints").getCollection("trackingtokens").countDocuments(Filters.and(
                    Filters.eq("processorName", "order-saga-manager"), Filters.ne("token", null))) > 0;
        }
    }

    private static int post(ConfigurableApplicationContext service, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(service, path)).header("Content-Type", "application/json")
                .header("Idempotency-Key", path).POST(BodyPublishers.ofString(body))).statusCode();
    }

    private ConfigurableApplicationContext start(Class<?> application) {
        ConfigurableApplicationContext service = new SpringApplication(application).run("--server.port=0",
                "--axon.axonserver.servers=127.0.0.1:" + eventPort,
                "--orderflow.checkpoints.uri=mongodb://127.0.0.1:" + mongoPort + "/checkpoints",
                "--orderflow.read-models.uri=mongodb://127.0.0.1:" + mongoPort + "/documents");
        services.add(service);
        return service;
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(service, path)));
    }

    private static URI uri(ConfigurableApplicationContext service, String path) {
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return held(http.send(request.build(), BodyHandlers.ofString()));
        }
    }
}
