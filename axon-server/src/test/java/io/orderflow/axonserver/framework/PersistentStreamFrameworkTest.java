package io.orderflow.axonserver.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.axoniq.axonserver.connector.event.PersistentStreamProperties;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.axonserver.connector.event.axon.PersistentStreamMessageSource;
import org.axonframework.axonserver.connector.event.axon.PersistentStreamSequencingPolicyProvider;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.messaging.deadletter.InMemorySequencedDeadLetterQueue;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event processors of Axon Framework that have a persistent stream as their source. */
class PersistentStreamFrameworkTest {

    private static final String NAME = "persistent-stream";
    private static final String GROUP = "additions";
    private static final String POLICY = PersistentStreamSequencingPolicyProvider.SEQUENTIAL_PER_AGGREGATE_POLICY;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int AGGREGATES = 20;

    @TempDir
    private Path directory;
    private AxonServer server;
    private final List<Configuration> applications = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);

    @BeforeEach
    void start() {
        server = AxonServer.start(AxonServerConfig.inProcess(directory, NAME));
    }

    @AfterEach
    void stop() {
        applications.forEach(Configuration::shutdown);
        threads.shutdownNow();
        server.close();
    }

    private Configuration application(String client, Additions handler, UnaryOperator<EventProcessingConfigurer> more) {
        JacksonSerializer serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        Configurer configurer = DefaultConfigurer.defaultConfiguration()
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .registerComponent(AxonServerConfiguration.class,
                        c -> AxonServerConfiguration.builder().componentName("adder").clientId(client).build())
                .registerComponent(ManagedChannelCustomizer.class,
                        c -> ignored -> InProcessChannelBuilder.forName(NAME));
        configurer.eventProcessing(processing -> more.apply(processing.registerSubscribingEventProcessor(GROUP,
                c -> new PersistentStreamMessageSource(GROUP, c,
                        new PersistentStreamProperties(GROUP, 4, POLICY, List.of(), "TAIL", ""), threads, 5))
                .registerEventHandler(c -> handler)));
        Configuration application = configurer.buildConfiguration();
        application.start();
        applications.add(application);
        return application;
    }

    private static void publish(Configuration application, int fromSequence, int toSequence) {
        for (int sequence = fromSequence; sequence < toSequence; sequence++) {
            long next = sequence;
            List<DomainEventMessage<?>> events = IntStream.range(0, AGGREGATES)
                    .<DomainEventMessage<?>>mapToObj(i -> new GenericDomainEventMessage<>("Counter", "a" + i, next,
                            new Counter.Added("a" + i, 1)))
                    .toList();
            application.eventStore().publish(events);
        }
    }

    private static void awaitHandled(int count, Additions... handlers) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(handled(handlers)).hasSize(count));
        assertThat(handled(handlers)).doesNotHaveDuplicates();
        for (Additions handler : handlers) {
            for (int i = 0; i < AGGREGATES; i++) {
                String id = "a" + i;
                assertThat(handler.handled).filteredOn(addition -> addition.id().equals(id))
                        .extracting(Addition::sequence).isSorted();
            }
        }
    }

    private static List<Addition> handled(Additions... handlers) {
        return Stream.of(handlers).flatMap(handler -> handler.handled.stream()).toList();
    }

    @Test
    void sharesTheEventsAmongApplications() {
        Additions one = new Additions();
        Additions two = new Additions();
        Configuration first = application("one", one, UnaryOperator.identity());
        publish(first, 0, 5);
        awaitHandled(100, one);
        Configuration second = application("two", two, UnaryOperator.identity());
        await().atMost(LIMIT).until(() -> clientsOf(first) == 2);
        publish(first, 5, 10);
        awaitHandled(200, one, two);
        assertThat(two.handled).isNotEmpty();

        applications.remove(second);
        second.shutdown();
        await().atMost(LIMIT).until(() -> clientsOf(first) == 1);
        publish(first, 10, 12);
        awaitHandled(240, one, two);
    }

    private static long clientsOf(Configuration application) {
        return application.getComponent(AxonServerConnectionManager.class)
                .getConnection()
                .eventChannel()
                .persistentStreams()
                .join()
                .getFirst()
                .getSegmentsList()
                .stream()
                .map(segment -> segment.getClientId())
                .filter(client -> !client.isEmpty())
                .distinct()
                .count();
    }

    @Test
    void triesAgainWhatAHandlerFailsAt() {
        Additions handler = new Additions();
        handler.refused = "a3";
        Configuration application = application("one", handler, processing -> processing
                .registerListenerInvocationErrorHandler(GROUP, c -> PropagatingErrorHandler.instance()));
        publish(application, 0, 2);
        await().atMost(LIMIT).until(() -> handler.failures > 0);

        handler.refused = "";

        await().atMost(LIMIT).until(() -> handler.handled.stream().distinct().count() == 2 * AGGREGATES);
    }

    @Test
    void putsASequenceAsideAsADeadLetter() {
        Additions handler = new Additions();
        handler.refused = "a3";
        InMemorySequencedDeadLetterQueue<EventMessage<?>> letters = InMemorySequencedDeadLetterQueue
                .defaultQueue();
        Configuration application = application("one", handler, processing -> processing
                .registerSequencingPolicy(GROUP, new PersistentStreamSequencingPolicyProvider(GROUP, POLICY, List.of()))
                .registerDeadLetterQueue(GROUP, c -> letters));
        publish(application, 0, 3);

        awaitHandled(3 * (AGGREGATES - 1), handler);
        assertThat(letters.size()).isEqualTo(3);
        assertThat(letters.amountOfSequences()).isEqualTo(1);

        handler.refused = "";
        assertThat(application.eventProcessingConfiguration().sequencedDeadLetterProcessor(GROUP).orElseThrow()
                .processAny()).isTrue();
        awaitHandled(3 * AGGREGATES, handler);
    }

    @Test
    void replaysAfterAReset() throws Exception {
        Additions handler = new Additions();
        Configuration application = application("one", handler, UnaryOperator.identity());
        publish(application, 0, 3);
        awaitHandled(3 * AGGREGATES, handler);
        assertThat(handler.handled).noneMatch(Addition::replay);
        handler.handled.clear();

        application.getComponent(AxonServerConnectionManager.class).getConnection().eventChannel()
                .resetPersistentStreamAtTail(GROUP).get(10, TimeUnit.SECONDS);

        awaitHandled(3 * AGGREGATES, handler);
        assertThat(handler.handled).allMatch(Addition::replay);
    }

    /** What the handler has seen. */
    private record Addition(String id, long sequence, boolean replay) {}

    /** The handler, which fails at the events of one aggregate. Thread-safe. */
    @ProcessingGroup(GROUP)
    static final class Additions {
        private final List<Addition> handled = new CopyOnWriteArrayList<>();
        private volatile String refused = "";
        private volatile int failures;

        @EventHandler
        void on(Counter.Added event, @SourceId String id, @SequenceNumber Long sequence, ReplayStatus status) {
            if (id.equals(refused)) {
                failures = 1;
                throw new IllegalStateException("Refused");
            }
            handled.add(new Addition(event.id(), sequence, status.isReplay()));
        }
    }
}
