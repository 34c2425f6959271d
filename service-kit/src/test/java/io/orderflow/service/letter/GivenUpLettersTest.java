package io.orderflow.service.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.letter.GivenUpLetters.GivenUp;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GivenUpLettersTest {

    private final Engine engine = new Engine();
    private final EmbeddedEventStore store = EmbeddedEventStore.builder().storageEngine(engine).build();
    private final GivenUpLetters givenUp = new GivenUpLetters(store);

    /** An event store that can come back without its events, in which a stream begins with number zero. */
    private static final class Engine extends InMemoryEventStorageEngine {

        private long lost;

        @Override
        public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
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

        assertThat(givenUp.all("orders")).extracting(GivenUp::eventId).containsExactly("new");
        assertThat(store.readEvents(GivenUpLetters.streamOf("orders"), 0).next().getSequenceNumber()).isZero();
    }

    private static LetterGivenUp letter(String event) {
        return new LetterGivenUp("orders", "o1", event, 1L, "order.placed", "cause", "a test event");
    }
}
