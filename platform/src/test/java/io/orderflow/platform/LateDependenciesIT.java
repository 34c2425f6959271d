package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.orderflow.account.AccountLedgerApplication;
import io.orderflow.axonserver.AxonServerApplication;
import io.orderflow.mongoserver.MongoServerApplication;
import io.orderflow.order.OrderCommandApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Services that are started before their database and the event store: each starts, is not ready, says what it lacks, and
 * goes on by itself when that is there.
 */
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
    private final int eventPort = freePort();
    private final int mongoPort = freePort();
    private final List<Process> servers = new ArrayList<>();
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        services.forEach(ConfigurableApplicationContext::close);
        servers.forEach(Process::destroyForcibly);
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

        serve(AxonServerApplication.class, eventPort, "events");
        serve(MongoServerApplication.class, mongoPort, "database");

        for (ConfigurableApplicationContext service : services) {
            await().atMost(SOON).until(() -> get(service, "/actuator/health/readiness").statusCode() == 200);
        }
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

    private void serve(Class<?> main, int port, String name) throws IOException {
        ProcessBuilder server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), main.getName(), "--port", "" + port, "--data",
                data.resolve(name).toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve(name + ".log").toFile());
        // Both unpack RocksDB's library when they start.
        server.environment().put("ROCKSDB_SHAREDLIB_DIR",
                Files.createDirectories(data.resolve(name + ".library")).toString());
        servers.add(server.start());
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
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
