package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.service.description.DescribedAnswers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key at two whole platforms at once, which share an event store and nothing else. */
class TwoInstancesIT {

    private static final int PAIRS = Integer.getInteger("pairs", 15);
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path data;
    private static AxonServer server;
    private static final List<Platform> PLATFORMS = new ArrayList<>();
    private static final List<Api> APIS = new ArrayList<>();

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        server = AxonServer.start(AxonServerConfig.inProcess(data.resolve("events"), "two-" + UUID.randomUUID())
                .withTcp(AxonServerConfig.DEFAULT_HOST, 0));
        for (String name : List.of("one", "two")) {
            Platform platform = Platform.start(new PlatformOptions(PlatformOptions.LOOPBACK, 0, data.resolve(name),
                    Optional.of(AxonServerConfig.DEFAULT_HOST + ":" + server.port()), Optional.empty()));
            PLATFORMS.add(platform);
            APIS.add(Api.at(platform.port()).shownTo(DescribedAnswers::hold));
        }
        PlatformClient client = new PlatformClient(APIS.getFirst(), "c1");
        client.list("PEN", "Pen", "1.50", 10_000);
        client.open("ada", "Ada", "USD", "10000.00");
    }

    @AfterAll
    static void stop() {
        PLATFORMS.forEach(Platform::close);
        server.close();
    }

    @Test
    void doesOneOfTwoBodiesAndRefusesTheOther() throws Exception {
        for (int pair = 0; pair < PAIRS; pair++) {
            int number = pair;
            assertOneDone("/orders", pair, body -> new PlatformClient(APIS.getFirst(), "c1").order(
                    "o-" + run + number, "ada", List.of(line("PEN", body, "1.50"))));
            assertOneDone("/accounts/ada/deposits", pair, body -> Map.of("amount", usd(body + ".00")));
            assertOneDone("/products/PEN/price", pair, body -> Map.of("unitPrice", usd(number + "." + (10 + body))));
        }
    }

    @Test
    void doesOneBodyOnceAndGivesBothTheSameAnswer() throws Exception {
        for (int pair = 0; pair < PAIRS; pair++) {
            String key = "same-" + run + pair;
            Map<String, Object> body = Map.of("amount", usd("1.00"));
            long before = deposits();

            for (Answer answer : atBoth(api -> send(api, "/accounts/ada/deposits", body, key))) {
                assertThat(answer.status()).isIn(201, 409);
                assertThat(answer.status() == 201 || header(answer, "Retry-After").equals("1")).isTrue();
            }
            List<Answer> repeats = APIS.stream()
                    .map(api -> await().atMost(SOON).until(() -> send(api, "/accounts/ada/deposits", body, key),
                            answer -> answer.status() == 201))
                    .toList();

            assertThat(repeats).extracting(Answer::body).containsOnly(repeats.getFirst().body());
            assertThat(deposits()).isEqualTo(before + 1);
        }
    }

    /** The loser may be told at once or by another clash, but never that it was refused for good where nothing was done. */
    private void assertOneDone(String path, int pair, IntFunction<Map<String, Object>> body) throws Exception {
        String key = "two-" + run + pair;
        long before = events(path);

        List<Answer> answers = atBoth(api -> send(api, path, body.apply(1 + APIS.indexOf(api)), key));

        List<Answer> done = answers.stream().filter(answer -> answer.status() / 100 == 2).toList();
        assertThat(done).as("%s: %s", path, answers).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() / 100 != 2)
                .allSatisfy(answer -> assertThat(answer.body().path("code").asString())
                        .isEqualTo("IDEMPOTENCY_KEY_REUSED"));
        if (!path.equals("/orders")) {
            assertThat(events(path)).isEqualTo(before + 1);
        }
        int winner = answers.indexOf(done.getFirst());
        for (Api api : APIS) {
            Answer again = send(api, path, body.apply(1 + winner), key);
            assertThat(header(again, "Idempotency-Hit")).isEqualTo("true");
            assertThat(header(again, "ETag")).isEqualTo(header(done.getFirst(), "ETag"));
            assertThat(send(api, path, body.apply(2 - winner), key).status()).isEqualTo(422);
        }
    }

    private static Answer send(Api api, String path, Map<String, Object> body, String key) {
        return api.send(path.endsWith("/price") ? "PUT" : "POST", path, body, Map.of("Idempotency-Key", key));
    }

    private static long deposits() {
        return events("/accounts/ada/deposits");
    }

    /** Changes of the account or the product, apart from those that orders make. */
    private static long events(String path) {
        String stream = path.startsWith("/accounts") ? "account:ada" : "stock:PEN";
        Map<String, Long> byType = new HashMap<>();
        PLATFORMS.getFirst().context().getBean(EventStore.class).readEvents(stream, 0).asStream()
                .forEach(event -> byType.merge(event.getPayloadType().getSimpleName(), 1L, Long::sum));
        return byType.getOrDefault(path.startsWith("/accounts") ? "MoneyDeposited" : "PriceChanged", 0L);
    }

    private static List<Answer> atBoth(Function<Api, Answer> request) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> running = APIS.stream().map(api -> clients.submit(() -> request.apply(api))).toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
