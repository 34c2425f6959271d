package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentStreamingProcessorTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SEQUENCES = 8;
    private static final int EVENTS = 1_000;
    private static final List<Segment> WHOLE = List.of(Segment.ROOT_SEGMENT);

    private final EmbeddedEventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final Map<String, List<Fact>> handled = new ConcurrentHashMap<>();
    private final RepeatedFailures failures = new RepeatedFailures();
    private final AtomicInteger waitingClients = new AtomicInteger();
    private final LanePermits permits = new LanePermits(waitingClients::get, 1, 2);
    private ConcurrentStreamingProcessor processor;

    private record Fact(String sequence, int number) {}

    @AfterEach
    void stop() {
        processor.shutDown();
        coordinator.shutdownNow();
        threads.shutdownNow();
        log.shutDown();
    }

    @Test
    void handlesTheEventsOfDifferentSequencesAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(SEQUENCES);
        make(fact -> {
            all.countDown();
            awaitZero(all);
        });

        handle(IntStream.range(0, SEQUENCES).mapToObj(i -> new Fact(sequence(i), 0)).toList());

        assertThat(handled).hasSize(SEQUENCES);
    }

    @Test
    void handlesFewEventsAtOnceWhileClientsWait() throws Exception {
        waitingClients.set(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        make(fact -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.yield();
            atOnce.decrementAndGet();
        });

        handle(IntStream.range(0, EVENTS).mapToObj(number -> new Fact(sequence(number % SEQUENCES), number)).toList());

        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void handlesTheEventsOfASequenceInTheirOrder() {
        List<Fact> facts = IntStream.range(0, EVENTS)
                .mapToObj(number -> new Fact(sequence(number % SEQUENCES), number))
                .toList();
        log.publish(messages(facts));
        make(fact -> {});

        processor.start();

        await().atMost(LIMIT).until(() -> handled.values().stream().mapToInt(List::size).sum() == EVENTS);
        for (int i = 0; i < SEQUENCES; i++) {
            String sequence = sequence(i);
            assertThat(handled.get(sequence))
                    .isEqualTo(facts.stream().filter(fact -> fact.sequence().equals(sequence)).toList());
        }
    }

    @Test
    void failsABatchOfWhichOneEventFailsWhenAllAreHandled() {
        make(fact -> {
            if (fact.sequence().equals("a")) {
                throw new IllegalStateException("not yet");
            }
        });
        List<Fact> facts = List.of(new Fact("a", 0), new Fact("b", 0), new Fact("b", 1));
        BatchingUnitOfWork<EventMessage<?>> batch = new BatchingUnitOfWork<>(messages(facts));

        assertThatThrownBy(() -> processor.processInUnitOfWork(messages(facts), batch, WHOLE))
                .hasMessage("not yet");

        assertThat(batch.isRolledBack()).isTrue();
        assertThat(handled.get("b")).isEqualTo(facts.subList(1, 3));
        assertThat(failures.of("processor processor").orElseThrow().failure()).isEqualTo("not yet");
    }

    @Test
    void isDoneWithAFailureWhenTheBatchSucceedsAfterAll() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        make(fact -> {
            if (broken.get()) {
                throw new IllegalStateException("not yet");
            }
        });
        List<Fact> facts = List.of(new Fact("a", 0));
        assertThatThrownBy(() -> handle(facts)).hasMessage("not yet");
        broken.set(false);

        handle(facts);

        assertThat(failures.all()).isEmpty();
    }

    @Test
    void failsABatchWhoseHandlerEndsWithAnError() {
        make(fact -> {
            throw new NoClassDefFoundError("gone");
        });
        List<Fact> facts = List.of(new Fact("a", 0));

        assertThatThrownBy(() -> handle(facts)).isInstanceOf(Exception.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    private void handle(List<Fact> facts) throws Exception {
        List<EventMessage<?>> events = messages(facts);
        processor.processInUnitOfWork(events, new BatchingUnitOfWork<>(events), WHOLE);
    }

    private static List<EventMessage<?>> messages(List<Fact> facts) {
        return facts.stream().<EventMessage<?>>map(GenericEventMessage::asEventMessage).toList();
    }

    /** Short names that differ in their last letter are in different lanes. */
    private static String sequence(int number) {
        return String.valueOf((char) ('a' + number));
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void make(Consumer<Fact> handler) {
        processor = new ConcurrentStreamingProcessor(PooledStreamingEventProcessor.builder()
                .name("processor")
                .messageSource(log)
                .tokenStore(tokens)
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(threads)
                .initialSegmentCount(1)
                .tokenClaimInterval(50)
                .batchSize(EVENTS)
                .initialToken(StreamableMessageSource::createTailToken),
                new Handler(handler), event -> ((Fact) event.getPayload()).sequence(), failures, permits);
    }

    private final class Handler implements EventHandlerInvoker {

        private final Consumer<Fact> handler;

        Handler(Consumer<Fact> handler) {
            this.handler = handler;
        }

        @Override
        public boolean canHandle(EventMessage<?> event, Segment segment) {
            return true;
        }

        @Override
        public void handle(EventMessage<?> event, Segment lane) {
            Fact fact = (Fact) event.getPayload();
            assertThat(lane.matches((Object) fact.sequence())).isTrue();
            handler.accept(fact);
            handled.computeIfAbsent(fact.sequence(), first -> Collections.synchronizedList(new ArrayList<>()))
                    .add(fact);
        }
    }
}
