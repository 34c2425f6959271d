package io.orderflow.axonserver.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.NotIdleException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server waits for an application whose handlers wait for the test. */
@Timeout(60)
class IdleTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Semaphore gate = new Semaphore(0);
    private final Set<Object> handled = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private AxonServer server;
    private Configuration application;

    record Fetch(String name) {}

    record Find(String name) {}

    record Followed(int number) {}

    private void passGate() {
        arrived.complete(null);
        gate.acquireUninterruptibly();
    }

    /** Handles only numbers, and answers each by another event. */
    @ProcessingGroup("numbers")
    final class Numbers {
        @EventHandler
        void on(Integer number, EventGateway events) {
            passGate();
            events.publish(new Followed(number));
            handled.add(number);
        }
    }

    /** Handles only texts; what else is sent to it, it asks the server to leave out. */
    @ProcessingGroup("texts")
    final class Texts {
        @EventHandler
        void on(String text) {
            handled.add(text);
        }
    }

    final class Handlers {
        @CommandHandler
        void handle(Fetch command) {
            passGate();
        }

        @QueryHandler
        String find(Find query) {
            passGate();
            return query.name();
        }
    }

    @BeforeEach
    void start() {
        String name = "idle-" + System.nanoTime();
        server = AxonServer.startTemporary(folder -> AxonServerConfig.inProcess(folder, name));
        JacksonSerializer serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        Handlers handlers = new Handlers();
        Configurer configurer = DefaultConfigurer.defaultConfiguration();
        configurer.configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .registerComponent(AxonServerConfiguration.class,
                        c -> AxonServerConfiguration.builder().componentName("idle").build())
                .registerComponent(ManagedChannelCustomizer.class,
                        c -> ignored -> InProcessChannelBuilder.forName(name))
                .registerCommandHandler(c -> handlers)
                .registerQueryHandler(c -> handlers)
                .eventProcessing(processing -> processing
                        .registerPooledStreamingEventProcessor("numbers")
                        .registerTrackingEventProcessor("texts")
                        .registerEventHandler(c -> new Numbers())
                        .registerEventHandler(c -> new Texts()));
        application = configurer.buildConfiguration();
        application.start();
        await().atMost(LIMIT).until(() -> application.eventProcessingConfiguration().eventProcessors().values().stream()
                .allMatch(processor -> !((StreamingEventProcessor) processor).processingStatus().isEmpty()));
    }

    @AfterEach
    void stop() {
        gate.release(100);
        application.shutdown();
        server.close();
    }

    private void publish(Object... events) {
        application.eventGateway().publish(events);
    }

    @Test
    void isNotReachedBeforeAnEventIsHandledWithWhatItCauses() {
        publish("before", 1);
        arrived.join();

        assertThatThrownBy(() -> server.awaitIdle(SHORT)).isInstanceOfSatisfying(NotIdleException.class,
                e -> assertThat(e.reasons()).anyMatch(reason -> reason.contains("numbers") || reason.contains("told")));
        CompletableFuture<Void> idle = CompletableFuture.runAsync(() -> server.awaitIdle(LIMIT));
        gate.release();
        idle.join();

        assertThat(handled).containsExactlyInAnyOrder("before", 1);
        // The event that the handler published is there, and handled too.
        assertThat(application.eventStore().createHeadToken().position()).hasValue(2);
    }

    @Test
    void namesTheProcessorThatIsBehindAndHowFarItIs() {
        // The connector tells of all processors some time after it has connected.
        gate.release(10);
        publish(1, "a", 2, "b");
        server.awaitIdle(LIMIT);
        await().atMost(LIMIT).until(() -> server.clients().getFirst().processors().size() == 2);
        gate.drainPermits();
        publish("c", 3);

        await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(() -> server.awaitIdle(SHORT))
                .hasMessageContaining("not become idle within 200 ms")
                .hasMessageContaining("Event processor numbers of Client")
                .hasMessageMatching("(?s).*has handled the events up to [0-6]; clients were sent those up to 7.*"));
        gate.release();
        server.awaitIdle(LIMIT);
        assertThat(handled).containsExactlyInAnyOrder(1, "a", 2, "b", "c", 3);
    }

    @Test
    void isReachedAgainAndAgainWhereProcessorsHandleSomeTypesOnly() {
        gate.release(100);
        for (int i = 0; i < 5; i++) {
            publish(i, "t" + i);
            server.awaitIdle(LIMIT);
            assertThat(handled).contains(i, "t" + i);
            server.reset();
        }
        assertThat(application.eventStore().createHeadToken()).isNull();
    }

    @Test
    void isNotReachedBeforeCommandsAndQueriesAreAnswered() {
        CompletableFuture<Object> command = application.commandGateway().send(new Fetch("a"));
        CompletableFuture<String> query = application.queryGateway().query(new Find("b"),
                ResponseTypes.instanceOf(String.class));

        assertThatThrownBy(() -> server.awaitIdle(SHORT))
                .hasMessageContaining("Command " + Fetch.class.getName() + " has no answer")
                .hasMessageContaining("Query " + Find.class.getName() + " has no answer");
        gate.release(2);
        assertThat(command).succeedsWithin(LIMIT);
        assertThat(query).succeedsWithin(LIMIT).isEqualTo("b");
        server.awaitIdle(LIMIT);
    }
}
