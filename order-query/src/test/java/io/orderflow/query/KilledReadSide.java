package io.orderflow.query;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.query.CrashingBackend.Command;
import io.orderflow.query.CrashingBackend.Crash;
import io.orderflow.query.CrashingBackend.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.bson.BsonDocument;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * One event store and two read sides that follow it, each with a database of its own: a process that is killed now and
 * then, and this process, which never is. The event store and the databases outlive the killed process.
 */
final class KilledReadSide implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int TRANSACTION = 500;
    private static final int REPLAY_BATCH = 500;
    private static final int SEGMENTS = 2;
    private static final List<String> LIMITS = List.of("batch-size=50", "replay-from=1000",
            "replay-batch-size=" + REPLAY_BATCH, "segments=" + SEGMENTS, "claim-interval=500ms", "claim-timeout=2s",
            "pointer-refresh=200ms", "retirement-delay=1s");

    private final List<DomainEventMessage<?>> story;
    private final AxonServer eventStore;
    private final CrashingBackend database = new CrashingBackend();
    private final MongoServer struckServer = new MongoServer(database);
    private final MongoServer safeServer = new MongoServer(new MemoryBackend());
    private final MongoClient struckClient = MongoClients.create(struckServer.bindAndGetConnectionString());
    private final MongoClient safeClient = MongoClients.create(safeServer.bindAndGetConnectionString());
    private final KilledProcess process;
    private final ConfigurableApplicationContext untouched;
    private final EventStore events;
    private int published;

    KilledReadSide(Path directory, Story story) {
        this.story = story.events();
        this.eventStore = AxonServer.start(AxonServerConfig.tcp(directory.resolve("events"), 0));
        this.process = new KilledProcess(freePort(), directory.resolve("killed.log"), settings(struckServer));
        this.untouched = new SpringApplicationBuilder(OrderQueryApplication.class).bannerMode(Banner.Mode.OFF)
                .run(Stream.concat(Stream.of("--server.port=0"), settings(safeServer).stream())
                        .toArray(String[]::new));
        this.events = untouched.getBean(EventStore.class);
    }

    private List<String> settings(MongoServer database) {
        String uri = "mongodb://127.0.0.1:" + database.getLocalAddress().getPort();
        List<String> settings = new ArrayList<>(List.of("--spring.config.name=order-query",
                "--axon.axonserver.servers=127.0.0.1:" + eventStore.port(),
                "--orderflow.read-models.uri=" + uri + "/orderflow",
                "--orderflow.checkpoints.uri=" + uri + "/orderflow_checkpoints"));
        LIMITS.forEach(limit -> settings.add("--orderflow.projections." + limit));
        return settings;
    }

    void awaitReady() {
        process.awaitReady();
    }

    KilledProcess process() {
        return process;
    }

    Crash raise(Predicate<Command> target, int skipped, Moment moment) {
        return database.raise(target, skipped, moment, process::kill);
    }

    /** The next so many events of the story. */
    void publish(int count) {
        int end = published + count;
        assertThat(end).as("events in the story").isLessThanOrEqualTo(story.size());
        for (; published < end; published = Math.min(end, published + TRANSACTION)) {
            events.publish(story.subList(published, Math.min(end, published + TRANSACTION)));
        }
    }

    int batchesOfARebuild() {
        return Math.ceilDiv(published, REPLAY_BATCH);
    }

    BsonDocument pointer(String projection) {
        return pointerIn(struck(), projection);
    }

    private static BsonDocument pointerIn(MongoDatabase database, String projection) {
        return database.getCollection("projection_pointers", BsonDocument.class)
                .find(Filters.eq("_id", projection))
                .first();
    }

    boolean isRebuilding(String projection) {
        return pointer(projection).containsKey("rebuild") && !pointer(projection).isNull("rebuild");
    }

    /** What the next rebuild is going to write. */
    String nextCollection(String projection) {
        return projection + "_v" + (pointer(projection).getNumber("lastGeneration").longValue() + 1);
    }

    int documents() {
        return projections().stream()
                .mapToInt(name -> documents(struck(), pointer(name).getString("collection").getValue()).size())
                .sum();
    }

    /** What serves must be as the untouched process has it; what could be rolled back to, too, a little later. */
    void assertSameAsUntouched(String when) {
        await(when).atMost(LIMIT).until(this::haveBothSeenAll);
        for (String name : projections()) {
            Map<String, BsonDocument> expected = documents(safe(), name + "_v1");
            assertThat(expected).isNotEmpty();
            BsonDocument pointer = pointer(name);
            assertThat(documents(struck(), pointer.getString("collection").getValue())).as("%s: %s", when, name)
                    .isEqualTo(expected);
            if (pointer.get("previous") instanceof BsonDocument previous) {
                String collection = previous.getString("collection").getValue();
                await(when + ": " + collection).atMost(LIMIT)
                        .untilAsserted(() -> assertThat(documents(struck(), collection)).isEqualTo(expected));
            }
        }
    }

    private boolean haveBothSeenAll() throws Exception {
        ReadModels safe = untouched.getBean(ReadModels.class);
        return untouched.<Projection<?>>getBeanProvider(ResolvableType.forClass(Projection.class))
                .stream()
                .allMatch(projection -> safe.of(projection).position() >= published - 1)
                && process.get("/projections").path("items").valueStream()
                        .allMatch(status -> status.path("position").asLong() >= published - 1
                                && status.path("state").asString().equals("LIVE"));
    }

    /** Only what serves, and what could be rolled back to, has a collection and checkpoints. */
    void assertNothingLeftOver(String when) {
        await(when).atMost(LIMIT).untilAsserted(() -> {
            Set<String> used = projections().stream().map(this::pointer).flatMap(KilledReadSide::collections)
                    .collect(toSet());
            assertThat(struck().listCollectionNames().into(new ArrayList<>()))
                    .filteredOn(name -> name.matches(".+_v[0-9]+")).containsExactlyInAnyOrderElementsOf(used);
            List<String> checkpoints = new ArrayList<>();
            struck().getCollection("projection_tokens")
                    .find()
                    .forEach(token -> checkpoints.add(token.getString("processorName")));
            assertThat(Set.copyOf(checkpoints)).isEqualTo(used);
            assertThat(checkpoints).hasSize(SEGMENTS * used.size());
            assertThat(struck().getCollection("rebuilds").countDocuments(Filters.eq("endedAt", null))).isZero();
            assertThat(struck().getCollection("dead_sequences").countDocuments()).isZero();
        });
    }

    private static Stream<String> collections(BsonDocument pointer) {
        Stream<BsonDocument> versions = pointer.get("previous") instanceof BsonDocument previous
                ? Stream.of(pointer, previous)
                : Stream.of(pointer);
        return versions.map(version -> version.getString("collection").getValue());
    }

    List<String> projections() {
        return safe().getCollection("projection_pointers").distinct("_id", String.class).into(new ArrayList<>());
    }

    private static Map<String, BsonDocument> documents(MongoDatabase database, String collection) {
        List<BsonDocument> all = database.getCollection(collection, BsonDocument.class).find().into(new ArrayList<>());
        return all.stream().collect(toMap(document -> document.getString("_id").getValue(), document -> document));
    }

    private MongoDatabase struck() {
        return struckClient.getDatabase("orderflow");
    }

    private MongoDatabase safe() {
        return safeClient.getDatabase("orderflow");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.kill();
        untouched.close();
        struckClient.close();
        safeClient.close();
        struckServer.shutdownNow();
        safeServer.shutdownNow();
        eventStore.close();
    }
}
