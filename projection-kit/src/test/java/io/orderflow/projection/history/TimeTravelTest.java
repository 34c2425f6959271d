package io.orderflow.projection.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeTravelTest {

    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final TimeTravel travel = new TimeTravel(store);
    private final Story story = new Story();

    public record Told(List<String> words) {}

    record Said(String key, String word) {}

    @AfterEach
    void stop() {
        store.shutDown();
    }

    @Test
    void stopsAtATimeIncludingWhatHappenedAtIt() {
        say("main", 0, 10, "a");
        say("side", 0, 20, "b");
        say("main", 1, 30, "c");
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(9)))).isEmpty();
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(20)))).contains(new Told(List.of("a", "b")));
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(99)))).contains(new Told(List.of("a", "b", "c")));
    }

    @Test
    void stopsAtAVersionOfTheMainAggregate() {
        say("main", 0, 10, "a");
        say("side", 0, 20, "b");
        say("main", 1, 30, "c");
        say("side", 1, 30, "d");
        say("side", 2, 31, "e");
        assertThat(asOf(new AsOf.Version(0))).contains(new Told(List.of("a")));
        assertThat(asOf(new AsOf.Version(1))).contains(new Told(List.of("a", "b", "c", "d")));
        assertThat(asOf(new AsOf.Version(2))).isEmpty();
    }

    @Test
    void keepsTheOrderWithinAnAggregateWhenItsClockWentBack() {
        say("main", 0, 30, "a");
        say("main", 1, 10, "b");
        say("side", 0, 20, "c");
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(99)))).contains(new Told(List.of("c", "a", "b")));
    }

    @Test
    void leavesOutEventsOfOtherDocumentsAndTypes() {
        say("main", 0, 10, "a");
        store.publish(event("main", 1, 11, new Said("other", "x")), event("main", 2, 12, "no story"));
        say("main", 3, 13, "b");
        assertThat(asOf(new AsOf.Version(3))).contains(new Told(List.of("a", "b")));
    }

    @Test
    void isRefusedWhereTheDocumentDrawsOnTheWholeLog() {
        story.streams = List.of();
        assertThatThrownBy(() -> asOf(new AsOf.Version(0))).isInstanceOf(InvalidValue.class);
    }

    private Optional<Told> asOf(AsOf asOf) {
        return travel.find(story, "key", asOf);
    }

    private void say(String stream, long version, long second, String word) {
        store.publish(event(stream, version, second, new Said("key", word)));
    }

    private static EventMessage<?> event(String stream, long version, long second, Object payload) {
        return new GenericDomainEventMessage<>("Story", stream, version, GenericEventMessage.asEventMessage(payload),
                () -> Instant.ofEpochSecond(second));
    }

    private static final class Story implements Projection<Told> {

        private List<String> streams = List.of("main", "side");

        @Override
        public String name() {
            return "stories";
        }

        @Override
        public Class<Told> documentType() {
            return Told.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(Said.class);
        }

        @Override
        public String keyOf(EventMessage<?> event) {
            return ((Said) event.getPayload()).key();
        }

        @Override
        public Told fold(@Nullable Told told, EventMessage<?> event) {
            String word = ((Said) event.getPayload()).word();
            return new Told(told == null
                    ? List.of(word)
                    : Stream.concat(told.words().stream(), Stream.of(word)).toList());
        }

        @Override
        public List<String> streamsOf(String key) {
            return streams;
        }
    }
}
