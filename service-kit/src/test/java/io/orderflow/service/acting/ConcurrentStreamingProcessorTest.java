package io.orderflow.service.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentStreamingProcessorTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SEQUENCES = 8;
    private static final int EVENTS = 1_000;

    private final EmbeddedEventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final Map<String, List<Fact>> handled = new ConcurrentHashMap<>();
    private PooledStreamingEventProcessor processor;

    private record Fact(String sequence, int number) {}

    @AfterEach
    void stop() {
        processor.shutDown();
        threads.shutdownNow();
        log.shutDown();
    }

    @Test
    void handlesTheEventsOfDifferentSequencesAtOnce() {
        CountDownLatch all = new CountDownLatch(SEQUENCES);
        publish(IntStream.range(0, SEQUENCES).mapToObj(i -> new Fact(sequence(i), 0)).toList());

        start(fact -> {
            all.countDown();
            awaitZero(all);
        });

        await().atMost(LIMIT).until(() -> handled.size() == SEQUENCES);
    }

    @Test
    void handlesTheEventsOfASequenceInTheirOrder() {
        List<Fact> facts = IntStream.range(0, EVENTS)
                .mapToObj(number -> new Fact(sequence(number % SEQUENCES), number))
                .toList();
        publish(facts);

        start(fact -> {});

        await().atMost(LIMIT).until(() -> handled.values().stream().mapToInt(List::size).sum() == EVENTS);
        for (int i = 0; i < SEQUENCES; i++) {
            String sequence = sequence(i);
            assertThat(handled.get(sequence))
                    .isEqualTo(facts.stream().filter(fact -> fact.sequence().equals(sequence)).toList());
        }
    }

    @Test
    void repeatsABatchOfWhichOneEventFailed() {
        AtomicBoolean failed = new AtomicBoolean();
        publish(List.of(new Fact("a", 0), new Fact("b", 0), new Fact("b", 1)));

        start(fact -> {
            if (fact.sequence().equals("a") && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("not yet");
            }
        });

        await().atMost(LIMIT).until(() -> handled.containsKey("a"));
        await().atMost(LIMIT).until(() -> position() == 2);
        assertThat(handled.get("b")).startsWith(new Fact("b", 0), new Fact("b", 1)).endsWith(new Fact("b", 0),
                new Fact("b", 1)).hasSize(4);
    }

    private long position() {
        return processor.processingStatus().values().stream()
                .mapToLong(status -> status.getTrackingToken() == null
                        ? -1
                        : status.getTrackingToken().position().orElse(-1))
                .min()
                .orElse(-1);
    }

    /** Short names that differ in their last letter are in different lanes. */
    private static String sequence(int number) {
        return String.valueOf((char) ('a' + number));
    }

    private void publish(List<Fact> facts) {
        log.publish(facts.stream().<EventMessage<?>>map(GenericEventMessage::asEventMessage).toList());
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Consumer<Fact> handler) {
        processor = new ConcurrentStreamingProcessor(PooledStreamingEventProcessor.builder()
                .name("processor")
                .messageSource(log)
                .tokenStore(tokens)
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(threads)
                .workerExecutor(threads)
                .initialSegmentCount(1)
                .tokenClaimInterval(50)
                .batchSize(EVENTS)
                .initialToken(StreamableMessageSource::createTailToken),
                new Handler(handler), event -> ((Fact) event.getPayload()).sequence());
        processor.start();
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
