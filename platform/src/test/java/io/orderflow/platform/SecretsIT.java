package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.account.AccountLedgerApplication;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A service whose secrets are in files, one each. Both servers refuse what they say, so that every failure which could
 * tell a secret happens.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SecretsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOKEN = "3c0cd5f2-token-of-the-event-store";
    private static final String PASSWORD = "9b1f-password-of-the-database";

    @TempDir
    Path folder;

    @Test
    void showInNoLogProblemOrAnswerOfTheActuator(CapturedOutput output) throws IOException {
        List<String> told = new ArrayList<>();
        try (AxonServer events = AxonServer.startTemporary(
                data -> AxonServerConfig.tcp(data, 0).withToken("7d15a870-another-token-than-that"));
                EmbeddedMongoServer mongo = EmbeddedMongoServer.start(folder.resolve("db"), 0, StoreSettings.DEFAULT);
                ConfigurableApplicationContext service = start(mongo.port(), events.port())) {
            assertThat(service.getEnvironment().getProperty("axon.axonserver.token")).isEqualTo(TOKEN);
            Api api = Api.at(((WebServerApplicationContext) service).getWebServer().getPort());
            await().atMost(SOON).until(() -> api.get("/actuator/health").response().body()
                    .contains("\"eventStore\":\"gives no answer"));
            for (String path : List.of("", "/health", "/health/readiness", "/info", "/metrics", "/env", "/configprops",
                    "/beans", "/heapdump")) {
                told.add(api.get("/actuator" + path).response().body());
            }
            told.add(problem(api.get("/accounts/a1")));
            told.add(problem(api.get("/projections")));
            told.add(problem(api.post("/accounts", Map.of("accountId", "a1", "owner", "Ada", "currency", "USD"))));
        }
        told.add(output.getAll());

        assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(TOKEN, PASSWORD));
    }

    private ConfigurableApplicationContext start(int mongo, int events) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        String uri = "mongodb://ledger:" + PASSWORD + "@127.0.0.1:" + mongo;
        Files.writeString(secrets.resolve("axon.axonserver.token"), TOKEN);
        Files.writeString(secrets.resolve("orderflow.read-models.uri"), uri + "/documents");
        Files.writeString(secrets.resolve("orderflow.checkpoints.uri"), uri + "/checkpoints");
        return new SpringApplicationBuilder(AccountLedgerApplication.class)
                .properties("spring.config.name=account-ledger")
                .run("--server.port=0", "--axon.axonserver.servers=127.0.0.1:" + events,
                        "--spring.config.import=configtree:" + secrets + "/");
    }

    private static String problem(Answer answer) {
        assertThat(answer.status()).isGreaterThanOrEqualTo(500);
        return answer.response().body();
    }
}
