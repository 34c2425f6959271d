package io.orderflow.service.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.deadletter.DeadLetterDecisions.Decision;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterDecisionsTest {

    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    private final Engine engine = new Engine();
    private final EmbeddedEventStore store = EmbeddedEventStore.builder().storageEngine(engine).build();
    private final DeadLetterDecisions givenUp = new DeadLetterDecisions(store);

    /** An event store that can come back without its events, in which a stream begins with number zero. */
    private static final class Engine extends InMemoryEventStorageEngine {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private boolean hangs;
        private long lost;

        @Override
        public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
            asked.countDown();
            if (hangs) {
                await(answer);
            }
            Stream<? extends DomainEventMessage<?>> events = super.readEvents(stream, firstSequenceNumber).asStream();
            return DomainEventStream.of(events.skip(lost));
        }
    }

    @AfterEach
    void stop() {
        store.shutDown();
    }

    @Test
    void areNumberedAnewInAnotherLog() {
        givenUp.giveUp(letter("lost 1"));
        givenUp.giveUp(letter("lost 2"));
        engine.lost = 2;

        givenUp.forget();
        givenUp.giveUp(letter("new"));

        assertThat(givenUp.all("orders")).extracting(Decision::eventId).containsExactly("new");
        assertThat(store.readEvents(DeadLetterDecisions.streamOf("orders"), 0).next().getSequenceNumber()).isZero();
    }

    /** The thread that tells of a new connection is the one over which the answer would come. */
    @Test
    void areForgottenAtOnceWhileTheLogIsRead() {
        engine.hangs = true;
        EventMessage<?> event = GenericEventMessage.asEventMessage("event");
        CompletableFuture<Boolean> reading = CompletableFuture.supplyAsync(() -> givenUp.includes("orders", event),
                THREADS);
        await(engine.asked);

        CompletableFuture<Void> forgotten = CompletableFuture.runAsync(givenUp::forget, THREADS);

        assertThat(forgotten).succeedsWithin(Duration.ofSeconds(10));
        assertThat(reading).isNotDone();
        engine.answer.countDown();
        assertThat(reading).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DeadLetterGivenUp letter(String event) {
        return new DeadLetterGivenUp("orders", "o1", event, 1L, "order.placed", "cause", "a test event");
    }
}
