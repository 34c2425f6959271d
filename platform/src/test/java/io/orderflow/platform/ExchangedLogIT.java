package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.SOON;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditTarget;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.service.description.DescribedAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.FileSystemUtils;

/**
 * The databases stay, and the events under them are an older copy, or none, or are exchanged while the services run.
 * What is served must be what the log tells, and what is asked for from then on must be done.
 */
@Execution(ExecutionMode.CONCURRENT)
class ExchangedLogIT {

    private static final int ORDERS = 20;

    @TempDir
    Path directory;
    private final Map<String, Integer> eventsOfEnded = new HashMap<>();
    private EmbeddedMongoServer mongo;
    private Platform platform;
    private AxonServer server;
    private Api api;
    private PlatformClient client;

    @AfterEach
    void stop() {
        Stream.of(Optional.ofNullable(platform), Optional.ofNullable(server), Optional.ofNullable(mongo))
                .flatMap(Optional::stream)
                .forEach(ExchangedLogIT::close);
    }

    @Test
    void worksOnAfterARestartOnAnOlderCopyAndOnNone() throws IOException {
        mongo = EmbeddedMongoServer.start(directory.resolve("mongo"), 0, StoreSettings.DEFAULT);
        startPlatform(Optional.empty());
        prepare();
        place("ended");
        ship("ended");
        platform.close();
        copy(events(), directory.resolve("older"));

        startPlatform(Optional.empty());
        place("lost");
        platform.close();
        exchange(directory.resolve("older"));
        startPlatform(Optional.empty());

        assertBegunAgain();
        assertServesNothingOf("lost");
        place("new");
        assertEndedAreAsTheyWere();
        assertHolds();

        platform.close();
        exchange(directory.resolve("none"));
        startPlatform(Optional.empty());

        assertBegunAgain();
        assertThat(api.head()).isEqualTo(-1);
        assertServesNothingOf("new");
        prepare();
        place("first");
        assertHolds();
    }

    @Test
    void worksOnWhereTheEventsAreExchangedWhileItRuns() throws IOException {
        mongo = EmbeddedMongoServer.start(directory.resolve("mongo"), 0, StoreSettings.DEFAULT);
        server = AxonServer.start(AxonServerConfig.tcp(events(), 0));
        int port = server.port();
        startPlatform(Optional.of("127.0.0.1:" + port));
        prepare();
        place("ended");
        ship("ended");
        server.close();
        copy(events(), directory.resolve("older"));
        server = AxonServer.start(AxonServerConfig.tcp(events(), port));
        await().atMost(SOON.multipliedBy(3)).ignoreExceptions().untilAsserted(() -> client.place("lost-0", "ada",
                line("PEN", 1, "1.00")));
        client.awaitRest("lost-0");

        server.close();
        exchange(directory.resolve("older"));
        server = AxonServer.start(AxonServerConfig.tcp(events(), port));

        await().atMost(SOON.multipliedBy(3)).ignoreExceptions().untilAsserted(this::assertBegunAgain);
        await().atMost(SOON).untilAsserted(() -> assertThat(api.get("/orders/lost-0").status()).isEqualTo(404));
        place("new");
        assertEndedAreAsTheyWere();
        assertHolds();
    }

    private void startPlatform(Optional<String> axonServer) {
        platform = Platform
                .start(new PlatformOptions(PlatformOptions.LOOPBACK, 0, directory.resolve("data"), axonServer,
                        Optional.of(mongo.uri())));
        api = Api.at(platform.port()).shownTo(DescribedAnswers::hold);
        client = new PlatformClient(api, "c1");
    }

    private void prepare() {
        client.list("PEN", "Pen", "1.00", 10_000);
        client.open("ada", "Ada", "USD", "10000.00");
    }

    private void place(String name) {
        names(name).forEach(id -> client.place(id, "ada", line("PEN", 1, "1.00")));
        names(name).forEach(client::awaitRest);
    }

    private void ship(String name) {
        names(name).forEach(id -> api.post("/orders/" + id + "/shipment", Map.of()).expect(200));
        names(name).forEach(id -> client.awaitStep(id, "COMPLETED"));
        names(name).forEach(id -> eventsOfEnded.put(id, eventsOf(id)));
    }

    private int eventsOf(String id) {
        return client.read("/orders/" + id + "/events").path("items").size();
    }

    private void assertBegunAgain() {
        assertThat(api.get("/actuator/health").expect(200).path("components").path("eventLog").path("details")
                .path("begunAgain").size()).isPositive();
    }

    private void assertServesNothingOf(String name) {
        names(name).forEach(id -> assertThat(api.get("/orders/" + id).status()).isEqualTo(404));
    }

    /** All that acts has come by them a second time. */
    private void assertEndedAreAsTheyWere() {
        assertThat(eventsOfEnded).isNotEmpty()
                .allSatisfy((id, events) -> assertThat(eventsOf(id)).as(id).isEqualTo(events));
    }

    private void assertHolds() {
        await().atMost(SOON).untilAsserted(() -> {
            try (AuditTarget target = AuditTarget.connect(platform.addresses())) {
                assertThat(Audit.run(target, AuditOptions.atRest()).findings()).isEmpty();
            }
        });
    }

    private static List<String> names(String name) {
        return IntStream.range(0, ORDERS).mapToObj(number -> name + "-" + number).toList();
    }

    private Path events() {
        return directory.resolve("data").resolve("events");
    }

    private void exchange(Path other) throws IOException {
        FileSystemUtils.deleteRecursively(events());
        if (Files.exists(other)) {
            copy(other, events());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        FileSystemUtils.copyRecursively(from, to);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
