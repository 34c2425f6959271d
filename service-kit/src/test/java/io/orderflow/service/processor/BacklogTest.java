package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.async.SequentialPerAggregatePolicy;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Measures events that wait though none is handled, and ignores those that another process has to handle. */
class BacklogTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Tokens tokens = new Tokens();
    private final Facts facts = new Facts();
    private final Configuration application = DefaultConfigurer.defaultConfiguration()
            .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine())
            .eventProcessing(processing -> processing
                    .registerTokenStore(configuration -> tokens)
                    .registerEventHandler(configuration -> facts)
                    .registerEventProcessor("acting",
                            (name, configuration, invoker) -> processor(configuration, invoker))
                    .byDefaultAssignTo("acting"))
            .buildConfiguration();
    private final ProcessorWatch watch = new ProcessorWatch(application.eventProcessingConfiguration(),
            List.of(new ProcessorDefinition("acting", Set.of(), event -> event.getIdentifier())),
            application::eventStore);
    private final OldestUnhandled oldest = watch.oldest("acting");
    private final Backlog backlog = Backlog.watch(application.eventProcessingConfiguration(), watch, "acting",
            Duration.ofMinutes(1), Duration.ZERO);

    /** Hangs until it is opened, but for facts that pass. */
    private static final class Facts {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger begun = new AtomicInteger();

        @EventHandler
        void on(String fact) throws InterruptedException {
            begun.incrementAndGet();
            if (!fact.equals("passes")) {
                gate.await();
            }
        }
    }

    /** The database may be away, or give the segments to others. */
    private static final class Tokens extends InMemoryTokenStore implements UnclaimedCheckpoints {
        private final AtomicBoolean away = new AtomicBoolean();
        private final AtomicBoolean claimedElsewhere = new AtomicBoolean();

        @Override
        public TrackingToken fetchToken(String processor, Segment segment) {
            requireDatabase();
            if (claimedElsewhere.get()) {
                throw new UnableToClaimTokenException("It is another's");
            }
            return super.fetchToken(processor, segment);
        }

        @Override
        public int[] fetchSegments(String processor) {
            requireDatabase();
            return super.fetchSegments(processor);
        }

        @Override
        public void extendClaim(String processor, int segment) {
            requireDatabase();
        }

        @Override
        public OptionalLong lowestUnclaimed(String processor, Set<Integer> here) {
            requireDatabase();
            return claimedElsewhere.get()
                    ? OptionalLong.empty()
                    : Arrays.stream(super.fetchSegments(processor))
                            .filter(segment -> !here.contains(segment))
                            .mapToLong(segment -> positionOf(super.fetchToken(processor, segment)))
                            .min();
        }

        private static long positionOf(@Nullable TrackingToken token) {
            return token == null ? -1 : token.position().orElse(-1);
        }

        private void requireDatabase() {
            if (away.get()) {
                throw new IllegalStateException("The database is away");
            }
        }
    }

    private ConcurrentStreamingProcessor processor(Configuration configuration, EventHandlerInvoker invoker) {
        return new ConcurrentStreamingProcessor(PooledStreamingEventProcessor.builder()
                .name("acting")
                .messageSource(configuration.eventStore())
                .tokenStore(tokens)
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(threads)
                .initialSegmentCount(4)
                .tokenClaimInterval(50)
                .claimExtensionThreshold(50)
                .initialToken(StreamableMessageSource::createTailToken), invoker,
                SequentialPerAggregatePolicy.instance(),
                new RepeatedFailures(), new LanePermits(() -> 0, 1, 1));
    }

    @AfterEach
    void stop() {
        facts.gate.countDown();
        backlog.stop();
        watch.stop();
        application.shutdown();
        coordinator.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void brakesWhereTheOnlyEventHangs() {
        publish(Instant.now().minus(LONGEST), "fact");
        application.start();
        backlog.start();

        await().atMost(LIMIT).until(() -> facts.begun.get() == 1 && backlog.isFull());

        assertThat(backlog.behind()).isGreaterThanOrEqualTo(LONGEST);
        facts.gate.countDown();
        await().atMost(LIMIT).until(() -> !backlog.isFull());
    }

    /** Under load there is an event in hand at every look: a processor that goes on does not stand still for that. */
    @Test
    void tellsThePositionAlsoWhileAnEventIsInHand() {
        publish(Instant.now(), "passes");
        publishNext(Instant.now().minus(LONGEST), "fact");
        application.start();
        await().atMost(LIMIT).until(() -> facts.begun.get() == 2 && segmentsHere() == 4);

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(oldest.age()).isGreaterThanOrEqualTo(LONGEST);
            assertThat(oldest.position()).isZero();
        });
    }

    @Test
    void brakesWhereNothingIsHandledSinceTheDatabaseIsAway() {
        application.start();
        await().atMost(LIMIT).until(() -> segmentsHere() == 4);
        backlog.start();
        tokens.away.set(true);
        await().atMost(LIMIT).until(() -> segmentsHere() == 0);
        publish(Instant.now().minus(LONGEST), "fact");

        await().atMost(LIMIT).until(backlog::isFull);

        assertThat(facts.begun).hasValue(0);
        facts.gate.countDown();
        tokens.away.set(false);
        await().atMost(LIMIT).until(() -> facts.begun.get() == 1 && !backlog.isFull());
    }

    @Test
    void leavesToAnotherProcessWhatThatOneHasClaimed() {
        tokens.claimedElsewhere.set(true);
        application.start();
        publish(Instant.now().minus(LONGEST), "fact");

        assertThat(oldest.age()).isZero();
    }

    @Test
    void brakesWhileTheProcessorIsPausedUntilItIsStartedAgain() {
        facts.gate.countDown();
        application.start();
        publish(Instant.now(), "fact");
        await().atMost(LIMIT).until(() -> facts.begun.get() == 1 && segmentsHere() == 4);
        backlog.start();
        processor().shutDown();

        publishNext(Instant.now().minus(LONGEST), "fact");
        await().atMost(LIMIT).until(backlog::isFull);

        assertThat(facts.begun).hasValue(1);
        assertThat(oldest.age()).isGreaterThanOrEqualTo(LONGEST);
        processor().start();
        await().atMost(LIMIT).until(() -> facts.begun.get() == 2 && !backlog.isFull());
    }

    @Test
    void showsWhichProcessorIsPausedAndForHowLongEventsHaveWaitedForIt() {
        facts.gate.countDown();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ProcessorMeters.bindTo(meters, processor(), watch);
        ProcessorsHealth health = new ProcessorsHealth(watch);
        application.start();
        watch.start();
        publish(Instant.now(), "fact");
        await().atMost(LIMIT).until(() -> facts.begun.get() == 1 && segmentsHere() == 4
                && valueOf(meters, "running") == 1);
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");

        processor().shutDown();
        publishNext(Instant.now().minus(LONGEST), "fact");

        await().atMost(LIMIT).until(() -> valueOf(meters, "oldest.event.age") >= LONGEST.toSeconds());
        assertThat(valueOf(meters, "running")).isZero();
        assertThat(watch.isPaused("acting")).isTrue();
        assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.health().getDetails()).hasEntrySatisfying("acting",
                text -> assertThat(text).asString()
                        .matches("paused; the oldest event that waits for it is \\d+ s old"));
        assertThat(watch.progress()).singleElement()
                .satisfies(progress -> assertThat(progress.waiting().getAsBoolean()).isFalse());
        processor().start();
        await().atMost(LIMIT).until(() -> valueOf(meters, "oldest.event.age") == 0 && watch.paused().isEmpty());
        assertThat(watch.isPaused("acting")).isFalse();
    }

    private static double valueOf(MeterRegistry meters, String name) {
        return meters.get("orderflow.processor." + name).tag("processor", "acting").gauge().value();
    }

    @Test
    void passesOverWhatNobodyHandles() {
        application.start();
        publish(Instant.now().minus(LONGEST), 42);

        assertThat(oldest.age()).isZero();
        assertThat(oldest.age()).isZero();
    }

    private ConcurrentStreamingProcessor processor() {
        return application.eventProcessingConfiguration()
                .eventProcessor("acting", ConcurrentStreamingProcessor.class)
                .orElseThrow();
    }

    private int segmentsHere() {
        return processor().processingStatus().size();
    }

    private void publish(Instant at, Object payload) {
        publish(0, at, payload);
    }

    private void publishNext(Instant at, Object payload) {
        publish(1, at, payload);
    }

    private void publish(long number, Instant at, Object payload) {
        application.eventStore().publish(new GenericDomainEventMessage<>("Fact", "a1", number, payload,
                MetaData.emptyInstance(), "e" + number, at));
    }
}
