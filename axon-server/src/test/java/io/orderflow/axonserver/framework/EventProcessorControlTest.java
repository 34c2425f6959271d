package io.orderflow.axonserver.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonParser;
import io.axoniq.axonserver.connector.admin.AdminChannel;
import io.orderflow.axonserver.junit.AxonServerExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.GenericTokenTableFactory;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processors of Axon Framework, in up to two instances that share a store of tokens, really do what they are told. */
@Timeout(60)
class EventProcessorControlTest {

    private static final String NAME = "projection";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    final AxonServerExtension server = AxonServerExtension.inProcess()
            .with(config -> config.withHttp("127.0.0.1", 0).withDevelopmentMode());

    private final JacksonSerializer serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
    private final List<Configuration> applications = new ArrayList<>();
    private final Handled handled = new Handled();
    private String database;

    @ProcessingGroup(NAME)
    static final class Handled {
        private final Queue<Integer> numbers = new ConcurrentLinkedQueue<>();

        @EventHandler
        void on(Integer number) {
            numbers.add(number);
        }
    }

    @BeforeEach
    void createTokens() {
        database = "jdbc:h2:mem:" + server.inProcessName() + ";DB_CLOSE_DELAY=-1";
        tokenStore("nobody").createSchema(GenericTokenTableFactory.INSTANCE);
    }

    @AfterEach
    void stop() {
        applications.forEach(Configuration::shutdown);
    }

    private JdbcTokenStore tokenStore(String owner) {
        return JdbcTokenStore.builder()
                .connectionProvider(() -> DriverManager.getConnection(database))
                .serializer(serializer)
                .nodeId(owner)
                .build();
    }

    private PooledStreamingEventProcessor start(String clientId, int segments) {
        Configurer configurer = DefaultConfigurer.defaultConfiguration()
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .registerComponent(AxonServerConfiguration.class, c -> settings(clientId))
                .registerComponent(ManagedChannelCustomizer.class, c -> server::channel);
        configurer.eventProcessing()
                .registerTokenStore(c -> tokenStore(clientId))
                .registerEventHandler(c -> handled)
                .registerPooledStreamingEventProcessor(NAME, Configuration::eventStore,
                        (c, builder) -> builder.initialSegmentCount(segments)
                                .maxClaimedSegments(8)
                                .tokenClaimInterval(200)
                                .claimExtensionThreshold(200));
        Configuration application = configurer.buildConfiguration();
        applications.add(application);
        application.start();
        return application.eventProcessingConfiguration()
                .eventProcessor(NAME, PooledStreamingEventProcessor.class)
                .orElseThrow();
    }

    private static AxonServerConfiguration settings(String clientId) {
        AxonServerConfiguration settings = AxonServerConfiguration.builder().componentName("numbers").clientId(clientId)
                .build();
        settings.setProcessorsNotificationInitialDelay(0);
        settings.setProcessorsNotificationRate(50);
        return settings;
    }

    private AdminChannel admin() {
        return applications.getFirst().getComponent(AxonServerConnectionManager.class).getConnection().adminChannel();
    }

    private String store() {
        return tokenStore("nobody").retrieveStorageIdentifier().orElseThrow();
    }

    private static void assertDone(CompletableFuture<?> action) {
        assertThat(action).succeedsWithin(LIMIT);
    }

    private static Set<Integer> segments(PooledStreamingEventProcessor processor) {
        return Set.copyOf(processor.processingStatus().keySet());
    }

    private static void awaitSegments(PooledStreamingEventProcessor processor, Integer... segments) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(segments(processor)).containsExactlyInAnyOrder(segments));
    }

    /** The server knows what the clients have told. */
    private void awaitKnown(int segments, String... clients) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(server.server().clients())
                .filteredOn(client -> Set.of(clients).contains(client.identification().getClientId()))
                .hasSize(clients.length)
                .flatExtracting(client -> client.processors().values())
                .hasSize(clients.length)
                .flatExtracting(info -> info.getSegmentStatusList())
                .hasSize(segments));
    }

    private void publish(int from, int to) {
        IntStream.range(from, to).forEach(number -> applications.getFirst().eventGateway().publish(number));
    }

    /** After a merge the framework may repeat what the half that was ahead has handled already. */
    private void assertHandled(int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(handled.numbers)
                .containsAll(IntStream.range(0, count).boxed().toList()));
    }

    @Test
    void pausesAndStarts() {
        PooledStreamingEventProcessor processor = start("one", 2);
        awaitSegments(processor, 0, 1);
        awaitKnown(2, "one");

        assertDone(admin().pauseEventProcessor(NAME, store()));

        assertThat(processor.isRunning()).isFalse();
        publish(0, 10);
        assertDone(admin().startEventProcessor(NAME, store()));
        assertThat(processor.isRunning()).isTrue();
        assertHandled(10);
    }

    private String http(String method, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder()
                    .uri(URI.create("http://127.0.0.1:" + server.server().httpPort() + path))
                    .method(method, BodyPublishers.noBody())
                    .build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int activeThreads() {
        return JsonParser.parseString(http("GET", "/v1/components/numbers/processors?context=default"))
                .getAsJsonArray().get(0).getAsJsonObject().get("activeThreads").getAsInt();
    }

    /** As test suites do it between tests: processors stop, all events go, tokens begin anew, and processors go on. */
    @Test
    void isEmptiedOverHttp() {
        PooledStreamingEventProcessor processor = start("one", 2);
        awaitSegments(processor, 0, 1);
        publish(0, 10);
        assertHandled(10);
        String which = "?context=default&tokenStoreIdentifier=" + store();

        http("PATCH", "/v1/components/numbers/processors/" + NAME + "/pause" + which);
        await().atMost(LIMIT).until(() -> activeThreads() == 0);
        assertThat(processor.isRunning()).isFalse();
        http("DELETE", "/v1/devmode/purge-events");
        processor.resetTokens();
        handled.numbers.clear();
        publish(10, 20);
        http("PATCH", "/v1/components/numbers/processors/" + NAME + "/start" + which);

        await().atMost(LIMIT).until(() -> activeThreads() == 2);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(handled.numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(10, 20).boxed().toList()));
    }

    @Test
    void splitsAndMergesWithoutLosingEvents() {
        PooledStreamingEventProcessor processor = start("one", 2);
        awaitSegments(processor, 0, 1);
        publish(0, 20);
        awaitKnown(2, "one");

        assertDone(admin().splitEventProcessor(NAME, store()));
        awaitSegments(processor, 0, 1, 3);
        publish(20, 40);
        awaitKnown(3, "one");
        assertDone(admin().mergeEventProcessor(NAME, store()));
        awaitSegments(processor, 0, 1);
        awaitKnown(2, "one");
        assertDone(admin().mergeEventProcessor(NAME, store()));
        awaitSegments(processor, 0);

        publish(40, 60);
        assertHandled(60);
    }

    @Test
    void movesASegmentToAnotherInstanceAndMergesItBack() {
        PooledStreamingEventProcessor one = start("one", 2);
        awaitSegments(one, 0, 1);
        PooledStreamingEventProcessor two = start("two", 2);
        awaitKnown(2, "one", "two");

        assertDone(admin().moveEventProcessorSegment(NAME, store(), 1, "two"));

        awaitSegments(two, 1);
        awaitSegments(one, 0);
        publish(0, 20);
        awaitKnown(2, "one", "two");
        assertDone(admin().mergeEventProcessor(NAME, store()));
        await().atMost(LIMIT).until(() -> Stream.of(one, two).mapToInt(p -> segments(p).size()).sum() == 1);
        publish(20, 40);
        assertHandled(40);
    }

    @Test
    void sharesSegmentsOutAmongInstances() {
        PooledStreamingEventProcessor one = start("one", 4);
        awaitSegments(one, 0, 1, 2, 3);
        PooledStreamingEventProcessor two = start("two", 4);
        awaitKnown(4, "one", "two");

        assertDone(admin().loadBalanceEventProcessor(NAME, store(), "threadNumber"));

        await().atMost(LIMIT).until(() -> segments(one).size() == 2 && segments(two).size() == 2);
    }
}
