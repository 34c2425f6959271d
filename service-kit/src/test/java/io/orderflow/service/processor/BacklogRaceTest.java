package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Several threads that handle events while another one looks at the backlog. The seed is the round. */
class BacklogRaceTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int EVENTS = 300;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Facts facts = new Facts();
    private final Configuration application = DefaultConfigurer.defaultConfiguration()
            .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine())
            .eventProcessing(processing -> processing
                    .registerTokenStore(configuration -> new InMemoryTokenStore())
                    .registerEventHandler(configuration -> facts)
                    .registerPooledStreamingEventProcessor("acting", Configuration::eventStore,
                            (configuration, builder) -> builder.initialSegmentCount(4).batchSize(10))
                    .byDefaultAssignTo("acting"))
            .buildConfiguration();
    private final Backlog backlog = Backlog.watch(application.eventProcessingConfiguration(),
            new ProcessorWatch(application.eventProcessingConfiguration(),
                    List.of(new ProcessorDefinition("acting", Set.of(), event -> event.getIdentifier())),
                    application::eventStore),
            "acting", Duration.ofMinutes(1), Duration.ZERO);

    /** Holds back whatever comes until it is opened. */
    private static final class Facts {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger handled = new AtomicInteger();

        @EventHandler
        void on(String fact) throws InterruptedException {
            gate.await();
            handled.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        backlog.stop();
        application.shutdown();
    }

    @RepeatedTest(2)
    void seesTheOneEventAmongManyThatWaitedLong(RepetitionInfo round) {
        int late = new Random(round.getCurrentRepetition()).nextInt(EVENTS);
        Instant now = Instant.now();
        for (int number = 0; number < EVENTS; number++) {
            String aggregate = "a" + number;
            application.eventStore().publish(new GenericDomainEventMessage<>("Fact", aggregate, 0, "fact",
                    MetaData.emptyInstance(), aggregate, number == late ? now.minus(LONGEST) : now));
        }
        application.start();
        backlog.start();
        facts.gate.countDown();

        await().atMost(LIMIT).until(() -> backlog.behind().compareTo(LONGEST) >= 0);
        assertThat(backlog.isFull()).isTrue();
        await().atMost(LIMIT).until(() -> facts.handled.get() == EVENTS);
        await().atMost(LIMIT).until(() -> !backlog.isFull() && backlog.behind().compareTo(LONGEST) < 0);
    }
}
