package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.observability.AlertRules;
import io.orderflow.platform.observability.AlertRules.Target;
import io.orderflow.saga.SagaCommand.StartFulfilment;
import io.orderflow.service.metrics.MetricSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Breaks a running platform on purpose, once for each alert but those of the gateway, of certificates and of processes
 * that are away. What the platform and its event server then show makes the alert fire, and where {@code
 * docs/operations.md} mends the fault, it rests again.
 */
@Timeout(300)
class AlertsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration ELEVEN_MINUTES = Duration.ofMinutes(11);
    private static final int EVENTS_BEHIND = 1_100;
    private static final int AT_ONCE = 16;
    private static final String PLATFORM = "orderflow";
    private static final String EVENT_STORE = "axon-server";

    private static final OutsideServers servers = new OutsideServers();

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own(servers::startOnSmallDisk)
            .with("orderflow.saga.delivery-timeout", "100ms")
            .with("orderflow.saga.max-timeout", "100ms")
            .with("orderflow.intake.burst", "1s")
            // Nobody listens there.
            .with("orderflow.relay.rabbitmq.uri", "amqp://guest:guest@127.0.0.1:1");
    private static final Api api = new Api((method, path) -> platform.uri(""));
    private static final PlatformClient client = new PlatformClient(api, "c1");

    @BeforeAll
    static void stockUp() {
        AlertRules.assumePromtool();
        client.list("PEN", "Pen", "1.50", 1_000);
        client.list("MUG", "Mug", "9.00", 1_000);
        client.list("INK", "Ink", "2.00", 1_000);
        client.open("ada", "Ada", "USD", "1000.00");
        client.open("eve", "Eve", "USD", "1000.00");
        client.read("/accounts/eve");
    }

    @AfterAll
    static void stop() {
        platform.close();
        servers.kill();
    }

    private static String page() {
        return api.get("/actuator/prometheus").response().body();
    }

    /** The page after a new look at what is sampled, which fails where the database is away. */
    private static String sampledPage() {
        platform.context().getBeansOfType(MetricSampler.class).values().forEach(MetricSampler::sample);
        return page();
    }

    private static String eventStorePage() {
        return Api.at(servers.metricsPort()).get("/actuator/prometheus").response().body();
    }

    private static void awaitFiring(String... alerts) {
        await().atMost(SOON).untilAsserted(
                () -> AlertRules.assertFiring(List.of(Target.at(PLATFORM, sampledPage())), alerts));
    }

    private static void awaitResting(String... alerts) {
        await().atMost(SOON).untilAsserted(
                () -> AlertRules.assertResting(List.of(Target.at(PLATFORM, sampledPage())), alerts));
    }

    /** A refusal for now, as after another test's fault, is no failure of this one. */
    private static void place(String order, Map<String, Object> line) {
        await().atMost(SOON).until(
                () -> api.post("/orders", client.order(order, "ada", List.of(line)), order).status() == 201);
    }

    private static Registration whenSent(Consumer<Object> fault) {
        return platform.context().getBean("axonServerCommandBus", CommandBus.class)
                .registerDispatchInterceptor(messages -> (index, message) -> {
                    fault.accept(message.getPayload());
                    return message;
                });
    }

    /** Nor do the readers of integration events, as the platform reaches no broker. */
    @Test
    void fireForProcessesThatGetNoAnswer() {
        // given
        Registration fault = whenSent(command -> {
            if (command instanceof ReserveStock line && line.sku().value().equals("MUG")
                    || command instanceof CapturePayment) {
                throw new IllegalStateException("The line is cut");
            }
        });
        place("unanswered", line("MUG", 1, "9.00"));
        place("asked-in-vain", line("PEN", 1, "1.50"));
        client.awaitStep("asked-in-vain", "AWAITING_SHIPMENT");
        api.post("/orders/asked-in-vain/shipment", Map.of()).expect(200);
        await().atMost(SOON).until(() -> client.read("/sagas/asked-in-vain").path("stalled").asBoolean());

        // when
        Clock clock = GenericEventMessage.clock;
        GenericEventMessage.clock = Clock.offset(clock, ELEVEN_MINUTES);
        try {
            awaitFiring("OrderProcessesStuck", "OrderProcessesStalled", "DeadLettersWait", "RelayBehind");
        } finally {
            GenericEventMessage.clock = clock;
        }

        // then
        fault.cancel();
        for (String order : List.of("unanswered", "asked-in-vain")) {
            api.post("/sagas/" + order + "/retry", Map.of("reason", "the line is mended")).expect(200);
        }
        client.awaitStep("unanswered", "AWAITING_SHIPMENT");
        client.awaitStep("asked-in-vain", "COMPLETED");
        awaitResting("DeadLettersWait");
    }

    @Test
    void fireWhileTheManagerOfProcessesIsTooSlow() {
        // given
        CountDownLatch over = new CountDownLatch(1);
        Registration fault = whenSent(command -> {
            if (command instanceof StartFulfilment) {
                awaitEnd(over);
            }
        });
        String before = page();
        place("slow", line("PEN", 1, "1.50"));

        // when
        IntStream.range(0, 5).forEach(number -> await().atMost(SOON).pollInterval(Duration.ofMillis(500))
                .until(() -> api.post("/orders", client.order("slow-" + System.nanoTime(), "ada",
                        List.of(line("PEN", 1, "1.50")))).status() == 503));

        // then
        AlertRules.assertFiring(List.of(new Target(PLATFORM, before, page())), "NewOrdersRefused",
                "RequestsRefused");
        over.countDown();
        fault.cancel();
        awaitResting("NewOrdersRefused", "RequestsRefused");
        client.awaitStep("slow", "AWAITING_SHIPMENT");
    }

    private static void awaitEnd(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Test
    void fireWhileTheDatabaseIsAway() throws Exception {
        // when
        servers.database().kill();
        changePrices(EVENTS_BEHIND);

        // then
        await().atMost(SOON).untilAsserted(() -> AlertRules.assertFiring(List.of(Target.at(PLATFORM, page())),
                "DependencyAway", "ProjectionStalled", "ProjectionLags"));
        servers.database().restart();
        await().atMost(SOON).untilAsserted(() -> AlertRules.assertResting(List.of(Target.at(PLATFORM, page())),
                "DependencyAway", "ProjectionStalled", "ProjectionLags", "NewOrdersRefused"));
    }

    private static void changePrices(int times) throws Exception {
        List<Callable<JsonNode>> changes = IntStream.range(0, times)
                .<Callable<JsonNode>>mapToObj(number -> () -> changePrice(number).expect(200)).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<JsonNode> change : threads.invokeAll(changes)) {
                change.get();
            }
        }
    }

    private static Api.Answer changePrice(int number) {
        return api.put("/products/INK/price", Map.of("unitPrice", usd("%d.%02d".formatted(3 + number / 100,
                number % 100))));
    }

    @Test
    void fireWhereTheJournalWasChangedByHandUntilItIsRebuilt() {
        // when
        change("journal", "USD", totals -> {
            Document accounts = totals.get("accounts", Document.class);
            accounts.get(accounts.keySet().iterator().next(), Document.class).put("debit", "1000000.00");
            return totals;
        });

        // then
        awaitFiring("TrialBalanceOff");
        String rebuild = PlatformClient.header(api.post("/projections/journal/rebuilds", Map.of("promote", "manual")),
                "Location");
        await().atMost(SOON).until(() -> stateOf(rebuild).equals("AWAITING_PROMOTION"));
        api.post(rebuild + "/promotion", null);
        await().atMost(SOON).until(() -> stateOf(rebuild).equals("PROMOTED"));
        awaitResting("TrialBalanceOff");
    }

    private static String stateOf(String rebuild) {
        return api.get(rebuild).expect(200).path("state").asString();
    }

    @Test
    void fireForAnswersThatNobodyHasForeseen() {
        // given
        Document[] original = new Document[1];
        change("accounts", "eve", account -> {
            original[0] = new Document(account);
            account.put("balance", "a lot");
            return account;
        });
        String before = page();

        // when
        assertThat(api.get("/accounts/eve").status()).isEqualTo(500);

        // then
        AlertRules.assertFiring(List.of(new Target(PLATFORM, before, page())), "RequestsFail");
        change("accounts", "eve", account -> original[0]);
        api.get("/accounts/eve").expect(200);
    }

    /** Changes a document of a read model as nobody should. */
    private static void change(String projection, String id, UnaryOperator<Document> change) {
        String collection = api.get("/projections").expect(200).path("items").valueStream()
                .filter(one -> one.path("name").asString().equals(projection))
                .map(one -> one.path("collection").asString()).findFirst().orElseThrow();
        ConnectionString uri = new ConnectionString(platform.addresses().readModels());
        try (MongoClient mongo = MongoClients.create(uri)) {
            MongoCollection<Document> documents = mongo.getDatabase(uri.getDatabase()).getCollection(collection);
            Document stored = documents.find(Filters.eq("_id", id)).first();
            assertThat(stored).isNotNull();
            assertThat(documents.replaceOne(Filters.eq("_id", id), change.apply(stored)).getModifiedCount()).isOne();
        }
    }

    @Test
    void fireWhileTheEventStoreCannotWrite() {
        // given
        String before = eventStorePage();

        // when
        servers.limitFilesOfEvents("1");
        try {
            PlatformClient.assertProblem(changePrice(0), 503, "UNAVAILABLE");
        } finally {
            servers.limitFilesOfEvents("unlimited");
        }

        // then
        AlertRules.assertFiring(List.of(new Target(EVENT_STORE, before, eventStorePage())),
                "EventStoreDoesNotWrite");
        await().atMost(SOON).until(() -> changePrice(1).status() == 200);
        AlertRules.assertResting(List.of(Target.at(EVENT_STORE, eventStorePage())), "EventStoreDoesNotWrite");
    }

    @Test
    void fireWhereTheDiskIsAlmostFull() throws IOException {
        // given
        Path disk = servers.smallDisk().orElse(null);
        if (disk == null) {
            System.err.println("SKIPPED: this system does not let a test mount a small disk, so none was filled");
        }
        Assumptions.assumeTrue(disk != null, "NOT RUN: needs the right to mount a file system");
        AlertRules.assertResting(List.of(Target.at(EVENT_STORE, eventStorePage())), "DiskAlmostFull");
        Path ballast = disk.resolve("ballast");
        long left = disk.toFile().getUsableSpace() - disk.toFile().getTotalSpace() / 20;

        // when
        Files.write(ballast, new byte[Math.toIntExact(left)]);

        // then
        AlertRules.assertFiring(List.of(Target.at(EVENT_STORE, eventStorePage())), "DiskAlmostFull");
        Files.delete(ballast);
        AlertRules.assertResting(List.of(Target.at(EVENT_STORE, eventStorePage())), "DiskAlmostFull");
    }
}
