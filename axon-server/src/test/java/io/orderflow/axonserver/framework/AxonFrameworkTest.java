package io.orderflow.axonserver.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventScheduler;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.eventhandling.scheduling.ScheduleToken;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands, aggregates, a projection, queries and the scheduler of Axon Framework over the in-process transport. */
class AxonFrameworkTest {

    private static final String NAME = "framework";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    private Path directory;
    private AxonServer server;
    private Configuration application;
    private Counter.Totals totals;

    @BeforeEach
    void start() {
        server = AxonServer.start(AxonServerConfig.inProcess(directory, NAME));
        startApplication();
    }

    @AfterEach
    void stop() {
        application.shutdown();
        server.close();
    }

    private void startApplication() {
        totals = new Counter.Totals();
        Counter.Totals projection = totals;
        JacksonSerializer serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        Configurer configurer = DefaultConfigurer.defaultConfiguration();
        configurer.configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer);
        configurer.registerComponent(AxonServerConfiguration.class,
                c -> AxonServerConfiguration.builder().componentName("counter").build());
        configurer.registerComponent(ManagedChannelCustomizer.class,
                c -> ignored -> InProcessChannelBuilder.forName(NAME));
        configurer.registerComponent(EventScheduler.class,
                c -> AxonServerEventScheduler.builder().eventSerializer(c.eventSerializer())
                        .connectionManager(c.getComponent(AxonServerConnectionManager.class)).build());
        configurer.configureAggregate(
                AggregateConfigurer.defaultConfiguration(Counter.Aggregate.class).configureSnapshotTrigger(
                        c -> new EventCountSnapshotTriggerDefinition(c.getComponent(Snapshotter.class), 10)));
        configurer.registerQueryHandler(c -> projection);
        configurer.eventProcessing(
                processing -> processing.usingPooledStreamingEventProcessors().registerEventHandler(c -> projection));
        application = configurer.buildConfiguration();
        application.start();
        ((AxonServerEventScheduler) application.getComponent(EventScheduler.class)).start();
    }

    private <T> T send(Object command) {
        return application.commandGateway().sendAndWait(command, 10, TimeUnit.SECONDS);
    }

    private int total(String id) {
        return application.queryGateway().query(new Counter.Total(id), Integer.class).join();
    }

    @Test
    void runsAnApplication() {
        send(new Counter.Open("a"));
        for (int i = 1; i <= 25; i++) {
            assertThat(this.<Integer>send(new Counter.Add("a", 1))).isEqualTo(i);
        }

        await().atMost(LIMIT).until(() -> total("a") == 25);
        await().atMost(LIMIT).until(() -> totals.reminders("a") == 25);
        EventStore events = application.eventStore();
        assertThat(events.readEvents("a").asStream()).isNotEmpty();
        assertThat(events.lastSequenceNumberFor("a")).hasValue(25L);
    }

    @Test
    void goesOnAfterARestartOfServerAndApplication() {
        send(new Counter.Open("a"));
        send(new Counter.Add("a", 2));
        stop();
        start();

        assertThat(this.<Integer>send(new Counter.Add("a", 3))).isEqualTo(5);
        await().atMost(LIMIT).until(() -> total("a") == 5);
    }

    @Test
    void bringsErrorsBackToTheSender() {
        send(new Counter.Open("a"));

        assertThatThrownBy(() -> send(new Counter.Add("a", -1))).isInstanceOfSatisfying(CommandExecutionException.class,
                e -> assertThat(e.getDetails()).contains("details:-1")).hasMessageContaining("Not positive");
        assertThatThrownBy(() -> send("nobody handles this")).isInstanceOf(NoHandlerForCommandException.class);
        assertThatThrownBy(() -> send(new Counter.Open("a"))).hasStackTraceContaining("AXONIQ-2000");
    }

    @Test
    void keepsConcurrentCommandsOfOneAggregateInOrder() {
        send(new Counter.Open("a"));
        List<CompletableFuture<Integer>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(application.commandGateway().send(new Counter.Add("a", 1)));
        }

        assertThat(sent).extracting(CompletableFuture::join).doesNotHaveDuplicates().contains(1, 50, 100);
        await().atMost(LIMIT).until(() -> total("a") == 100);
    }

    @Test
    void cancelsAndReschedules() {
        EventScheduler scheduler = application.getComponent(EventScheduler.class);
        ScheduleToken cancelled = scheduler.schedule(Duration.ofMillis(500), new Counter.Reminded("cancelled"));
        ScheduleToken moved = scheduler.schedule(Duration.ofHours(1), new Counter.Reminded("late"));
        scheduler.cancelSchedule(cancelled);
        ScheduleToken early = scheduler.reschedule(moved, Duration.ofMillis(600), new Counter.Reminded("early"));

        await().atMost(LIMIT).until(() -> totals.reminders("early") == 1);
        scheduler.reschedule(early, Duration.ZERO, new Counter.Reminded("again"));
        await().atMost(LIMIT).until(() -> totals.reminders("again") == 1);
        assertThat(totals.reminders("cancelled")).isZero();
        assertThat(totals.reminders("late")).isZero();
        assertThat(totals.reminders("early")).isEqualTo(1);
    }
}
