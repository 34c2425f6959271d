package io.orderflow.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.engine.DeadLetterQueue.DeadLetter;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * What workers set aside, while the housekeeper reads again what is held and closes what has caught up. Which thread
 * does what follows from the seed, which is the number of the round.
 */
class DeadLetterQueueRaceTest {

    private static final int WORKERS = 3;
    private static final int EVENTS = 60;
    private static final int KEYS = 5;

    private final Database database = new Database();
    private final DeadLetterStore letters = new DeadLetterStore(database.contents());
    private final EmbeddedEventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final DeadLetterQueue deadLetters = new DeadLetterQueue("tallies", "tallies_v1", letters,
            new DeadLetterDecisions(log));
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void stop() {
        log.shutDown();
        database.close();
    }

    @RepeatedTest(5)
    void holdsBackWhateverHasBeenSetAsideUntilItIsClosed(RepetitionInfo round) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS + 1)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                Random random = new Random(31L * round.getCurrentRepetition() + worker);
                int own = worker;
                workers.add(threads.submit(() -> setAside(own, random)));
            }
            Future<?> housekeeper = threads.submit(this::readAgain);
            try {
                for (Future<?> worker : workers) {
                    worker.get();
                }
            } finally {
                ended.set(true);
            }
            housekeeper.get();
        }
        deadLetters.refresh();
        assertThat(deadLetters.size()).isEqualTo(WORKERS * KEYS);
        deadLetters.refresh().forEach(sequence -> assertThat(letters.count("tallies_v1", sequence.sequence()))
                .isEqualTo(EVENTS / KEYS));
    }

    /** A worker's keys are its own, and its events come in their order. */
    private void setAside(int worker, Random random) {
        for (int number = 0; number < EVENTS; number++) {
            String key = "k" + worker + "-" + number % KEYS;
            EventMessage<?> event = event(key, number);
            assertThat(deadLetters.holder(event, key) == null).isEqualTo(number < KEYS);
            deadLetters.folding().lock();
            try {
                deadLetters.hold(
                        List.of(new DeadLetter(key, event, number < KEYS ? new IllegalStateException("no") : null)));
            } finally {
                deadLetters.folding().unlock();
            }
            assertThat(deadLetters.holder(event(key, number + 1), key)).isEqualTo(key);
            if (random.nextInt(4) == 0) {
                Thread.yield();
            }
        }
    }

    private void readAgain() {
        while (!ended.get()) {
            deadLetters.refresh();
            deadLetters.retrying().lock();
            try {
                // A sequence that is not empty stays open: the thread that tries again sees that under the same lock.
                deadLetters.refresh().stream()
                        .filter(sequence -> letters.count(sequence.generation(), sequence.sequence()) == 0)
                        .forEach(deadLetters::close);
            } finally {
                deadLetters.retrying().unlock();
            }
        }
    }

    private static EventMessage<?> event(String key, long position) {
        return new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(position),
                new GenericDomainEventMessage<>("Tally", key, position, "payload"));
    }
}
