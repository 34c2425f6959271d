package io.orderflow.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.projection.api.Projection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The audit of a real event store and of real read models, with a few orders in them. */
class AuditIT {

    private static final Sku OLD = new Sku("OLD");

    @TempDir
    static Path directory;

    private static AxonServer eventStore;
    private static MongoServer mongo;
    private static MongoClient client;
    private static ConfigurableApplicationContext readSide;
    private static Addresses addresses;

    @BeforeAll
    static void start() {
        eventStore = AxonServer.start(AxonServerConfig.tcp(directory.resolve("events"), 0));
        mongo = new MongoServer(new MemoryBackend());
        client = MongoClients.create(mongo.bindAndGetConnectionString());
        String uri = "mongodb://127.0.0.1:" + mongo.getLocalAddress().getPort();
        addresses = new Addresses("127.0.0.1:" + eventStore.port(), Optional.empty(), uri + "/orderflow",
                uri + "/orderflow_checkpoints");
        readSide = new SpringApplicationBuilder(ReadSide.class).bannerMode(Banner.Mode.OFF).run("--server.port=0",
                "--axon.axonserver.servers=" + addresses.axonServer(),
                "--orderflow.read-models.uri=" + addresses.readModels(),
                "--orderflow.checkpoints.uri=" + addresses.checkpoints());
        publish(Business.healthy());
    }

    @AfterAll
    static void stop() {
        readSide.close();
        client.close();
        mongo.shutdownNow();
        eventStore.close();
    }

    @Test
    void findsNothingInAHealthySystem() {
        // when
        AuditReport report = audit();

        // then
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isGreaterThanOrEqualTo(Business.healthy().events().size());
        assertThat(report.of(Invariant.READ_MODELS_CURRENT).checked()).isEqualTo(AuditedProjections.all().size());
        assertThat(report.of(Invariant.READ_MODELS_EQUAL_FOLD).checked()).isGreaterThan(20);
    }

    @Test
    void auditsEveryProjectionThatRuns() {
        assertThat(AuditedProjections.all()).extracting(Projection::name).containsExactlyInAnyOrderElementsOf(
                Stream.of(readSide.getBeanNamesForType(Projection.class))
                        .map(bean -> ((Projection<?>) readSide.getBean(bean)).name())
                        .toList());
    }

    /** Each read model is looked at. */
    @ParameterizedTest
    @MethodSource("projections")
    void noticesADocumentThatIsGone(String projection) {
        MongoCollection<Document> documents = collectionOf(projection);
        Document first = Objects.requireNonNull(documents.find().first());
        documents.deleteOne(Filters.eq("_id", first.get("_id")));
        try {
            assertThat(audit().of(Invariant.READ_MODELS_EQUAL_FOLD).findings()).singleElement()
                    .satisfies(finding -> assertThat(finding.id()).isEqualTo(projection + "/" + first.get("_id")))
                    .satisfies(finding -> assertThat(finding.found()).isEqualTo("none"));
        } finally {
            documents.insertOne(first);
        }
    }

    static List<String> projections() {
        return AuditedProjections.all().stream().map(Projection::name).toList();
    }

    @Test
    void noticesADocumentThatWasChanged() {
        collectionOf("stock").updateOne(Filters.eq("_id", "PEN"), Updates.inc("onHand", 1));
        try {
            assertThat(audit().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.invariant()).isEqualTo(Invariant.READ_MODELS_EQUAL_FOLD);
                assertThat(finding.id()).isEqualTo("stock/PEN onHand");
                assertThat(Integer.parseInt(finding.found())).isEqualTo(Integer.parseInt(finding.expected()) + 1);
            });
        } finally {
            collectionOf("stock").updateOne(Filters.eq("_id", "PEN"), Updates.inc("onHand", -1));
        }
    }

    @Test
    void noticesADocumentOfNothing() {
        Document ghost = new Document(Objects.requireNonNull(collectionOf("orders").find().first()));
        ghost.put("_id", "ghost");
        collectionOf("orders").insertOne(ghost);
        try {
            assertThat(audit().findings()).singleElement()
                    .satisfies(finding -> assertThat(finding.id()).isEqualTo("orders/ghost"));
        } finally {
            collectionOf("orders").deleteOne(Filters.eq("_id", "ghost"));
        }
    }

    @Test
    void noticesADocumentOfEventsThatTheLogDoesNotHave() {
        Document order = Objects.requireNonNull(collectionOf("orders").find().first());
        collectionOf("orders").updateOne(Filters.eq("_id", order.get("_id")), Updates.set("position", 99_999L));
        try {
            assertThat(audit().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.invariant()).isEqualTo(Invariant.READ_MODELS_EQUAL_FOLD);
                assertThat(finding.id()).isEqualTo("orders/" + order.get("_id"));
                assertThat(finding.found()).contains("99999");
            });
        } finally {
            collectionOf("orders").replaceOne(Filters.eq("_id", order.get("_id")), order);
        }
    }

    @Test
    void noticesAJournalThatDoesNotBalance() {
        Document totals = Objects.requireNonNull(collectionOf("journal").find().first());
        collectionOf("journal").updateOne(Filters.eq("_id", "USD"), Updates.set("accounts.cash.debit", "7.00"));
        try {
            assertThat(breached(audit())).containsOnly(Invariant.DEBITS_EQUAL_CREDITS,
                    Invariant.READ_MODELS_EQUAL_FOLD);
        } finally {
            collectionOf("journal").replaceOne(Filters.eq("_id", "USD"), totals);
        }
    }

    @Test
    void noticesAReadModelThatDoesNotComeUp() {
        MongoCollection<Document> pointers = readModels().getCollection("projection_pointers");
        pointers.updateOne(Filters.eq("_id", "sales"), Updates.set("collection", "sales_v9"));
        try (AuditTarget target = AuditTarget.connect(addresses)) {
            AuditReport report = Audit.run(target,
                    new AuditOptions(Duration.ZERO, Duration.ofMillis(200), Clock.systemUTC()));
            assertThat(report.of(Invariant.READ_MODELS_CURRENT).findings()).singleElement()
                    .satisfies(finding -> assertThat(finding.id()).isEqualTo("sales"));
        } finally {
            pointers.updateOne(Filters.eq("_id", "sales"), Updates.set("collection", "sales_v1"));
        }
    }

    @Test
    void noticesADocumentThatGrowsTowardsWhatADatabaseTakes() {
        collectionOf("stock").updateOne(Filters.eq("_id", "PEN"),
                Updates.set("name", "x".repeat(ReadModelComparison.MAX_DOCUMENT_BYTES)));
        try {
            assertThat(audit().of(Invariant.DOCUMENTS_BOUNDED).findings()).singleElement()
                    .satisfies(finding -> assertThat(finding.id()).isEqualTo("stock/PEN"));
        } finally {
            collectionOf("stock").updateOne(Filters.eq("_id", "PEN"), Updates.set("name", "Pen"));
        }
    }

    @Test
    void noticesAReadModelThatItDoesNotKnow() {
        MongoCollection<Document> pointers = readModels().getCollection("projection_pointers");
        Document unknown = new Document(Objects.requireNonNull(pointers.find(Filters.eq("_id", "sales")).first()));
        pointers.insertOne(unknown.append("_id", "weather"));
        try {
            assertThat(audit().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.id()).isEqualTo("weather");
                assertThat(finding.found()).contains("AuditedProjections");
            });
        } finally {
            pointers.deleteOne(Filters.eq("_id", "weather"));
        }
    }

    @Test
    void noticesALongLivedAggregateWithoutASnapshot() {
        publish(new ProductListed(OLD, "Old", Business.PRICE));
        for (int number = 0; number <= Snapshots.MAX_EVENTS_SINCE; number++) {
            publish(new StockReceived(OLD, 1, new ReceiptId("old-" + number)));
        }
        assertThat(audit().of(Invariant.SNAPSHOTS_FOLLOW).findings()).extracting(Finding::id)
                .contains(OLD.toString());
        takeSnapshot(OLD, Snapshots.MAX_EVENTS_SINCE);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                audit().of(Invariant.SNAPSHOTS_FOLLOW).findings()).extracting(Finding::id)
                .doesNotContain(OLD.toString()));
    }

    @Test
    void noticesADeadLetterOfThoseWhoAct() {
        MongoCollection<Document> letters = client.getDatabase("orderflow_checkpoints").getCollection("deadletters");
        letters.insertOne(new Document("processingGroup", "order-saga-manager").append("sequenceIdentifier", "o1")
                .append("causeType", "CommandFailed").append("causeMessage", "nobody answers"));
        try {
            assertThat(audit().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.invariant()).isEqualTo(Invariant.NO_DEAD_LETTERS);
                assertThat(finding.id()).isEqualTo("order-saga-manager/o1");
                assertThat(finding.found()).isEqualTo("CommandFailed: nobody answers");
            });
        } finally {
            letters.deleteMany(Filters.empty());
        }
    }

    @Test
    void findsNothingWhileTheSystemWorks() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
            Future<?> work = worker.submit(() -> {
                for (int number = 0; !enough.get(); number++) {
                    long sequence = publish(new StockReceived(Business.PEN, 1, new ReceiptId("live-" + number)));
                    if (number % (Snapshots.MAX_EVENTS_SINCE / 2) == 0) {
                        takeSnapshot(Business.PEN, sequence);
                    }
                }
            });
            List<AuditReport> reports = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                reports.add(audit());
            }
            enough.set(true);
            work.get();
            assertThat(reports).allSatisfy(report -> assertThat(report.findings()).isEmpty());
            assertThat(reports.getLast().head()).isGreaterThan(reports.getFirst().head());
        }
    }

    @Test
    void saysSoWhereItCannotBeRun() {
        Addresses nowhere = new Addresses("127.0.0.1:1", Optional.empty(), addresses.readModels(),
                addresses.checkpoints());
        assertThatThrownBy(() -> {
            try (AuditTarget target = AuditTarget.connect(nowhere)) {
                Audit.run(target, AuditOptions.atRest());
            }
        }).isInstanceOf(AuditImpossible.class);
    }

    /** Of a system at rest; what the story leaves open is the one order that waits to be shipped. */
    private static AuditReport audit() {
        try (AuditTarget target = AuditTarget.connect(addresses)) {
            return Audit.run(target, AuditOptions.atRest());
        }
    }

    private static void publish(Chronicle log) {
        List<EventMessage<?>> events = log.events().stream()
                .<EventMessage<?>>map(event -> event.readings().getFirst()).toList();
        readSide.getBean(EventStore.class).publish(events);
    }

    /** Returns its sequence number. */
    private static long publish(StockEvent event) {
        EventStore events = readSide.getBean(EventStore.class);
        long next = events.lastSequenceNumberFor(event.sku().toString()).orElse(-1L) + 1;
        DomainEventMessage<?> message = new GenericDomainEventMessage<>("StockItem",
                event.sku().toString(), next, event);
        events.publish(message);
        return next;
    }

    /** As those who handle commands do; what is in it does not matter here. */
    private static void takeSnapshot(Sku sku, long sequence) {
        readSide.getBean(EventStore.class).storeSnapshot(new GenericDomainEventMessage<>("StockItem", sku.toString(),
                sequence, new StockReceived(sku, 1, new ReceiptId("any"))));
    }

    private static MongoDatabase readModels() {
        return client.getDatabase("orderflow");
    }

    private static MongoCollection<Document> collectionOf(String projection) {
        return readModels().getCollection(projection + "_v1");
    }

    private static Set<Invariant> breached(AuditReport report) {
        return report.findings().stream().map(Finding::invariant).collect(Collectors.toSet());
    }
}
