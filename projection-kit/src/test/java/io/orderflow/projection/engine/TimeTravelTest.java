package io.orderflow.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import io.orderflow.service.message.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTravelTest {

    /** In the year 2099. */
    private static final long FAR_FUTURE = 4_080_000_000L;

    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final TimeTravel travel = new TimeTravel(store, new DeadLetterDecisions(store));
    private final Story story = new Story();

    public record StoryDocument(List<String> words, long position) {

        private StoryDocument at(long newPosition) {
            return new StoryDocument(words, newPosition);
        }
    }

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
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(20)))).contains(told(1, "a", "b"));
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(99)))).contains(told(2, "a", "b", "c"));
    }

    @Test
    void stopsAtAVersionOfTheMainAggregate() {
        say("main", 0, 10, "a");
        say("side", 0, 20, "b");
        say("main", 1, 30, "c");
        say("side", 1, 30, "d");
        say("side", 2, 31, "e");
        assertThat(asOf(new AsOf.Version(0))).contains(told(0, "a"));
        assertThat(asOf(new AsOf.Version(1))).contains(told(2, "a", "b", "c"));
        assertThat(asOf(new AsOf.Version(2))).isEmpty();
    }

    @Test
    void keepsTheOrderWithinAnAggregateWhenItsClockWentBack() {
        say("main", 0, 30, "a");
        say("main", 1, 10, "b");
        say("side", 0, 20, "c");
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(99)))).contains(told(2, "a", "b", "c"));
    }

    @Test
    void leavesOutEventsOfOtherDocumentsAndTypes() {
        say("main", 0, 10, "a");
        store.publish(event("main", 1, 11, new Said("other", "x")), event("main", 2, 12, "no story"));
        say("main", 3, 13, "b");
        assertThat(asOf(new AsOf.Version(3))).contains(told(3, "a", "b"));
    }

    @Test
    void isRefusedWhereTheDocumentDrawsOnTheWholeLog() {
        story.streams = List.of();
        assertThatThrownBy(() -> asOf(new AsOf.Version(0))).isInstanceOf(InvalidValue.class);
    }

    @Test
    void namesTheEventThatCannotBeFolded() {
        say("main", 0, 10, "a");
        say("main", 1, 20, Story.POISON);
        say("main", 2, 30, "c");
        assertThat(asOf(new AsOf.Version(0))).contains(told(0, "a"));
        assertThatThrownBy(() -> asOf(new AsOf.Version(2))).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.UNFOLDABLE);
            assertThat(problem).hasMessageContaining("number 1 of main");
        });
    }

    /** Also where it is remembered that nothing was given up. */
    @ParameterizedTest
    @CsvSource({"key,poison", "poison,b"})
    void passesOverAnEventThatWasGivenUp(String key, String word) {
        EventMessage<?> bad = event("main", 1, 20, new Said(key, word));
        say("main", 0, 10, "a");
        store.publish(bad);
        say("main", 2, 30, "c");
        assertThatThrownBy(() -> asOf(new AsOf.Version(2))).isInstanceOf(PastNotFoldable.class);
        new DeadLetterDecisions(store).giveUp(new DeadLetterGivenUp("stories", "main", bad.getIdentifier(), 1L, "said",
                "poison", "a test event"));
        assertThat(asOf(new AsOf.Version(0))).contains(told(0, "a"));
        assertThat(asOf(new AsOf.Version(1))).contains(told(1, "a"));
        assertThat(asOf(new AsOf.Version(2))).contains(told(2, "a", "c"));
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(99)))).contains(told(2, "a", "c"));
    }

    @Test
    void namesTheEventWhoseDocumentCannotBeTold() {
        say("main", 0, 10, "a");
        store.publish(event("main", 1, 20, new Said(Story.POISON, "b")));
        assertThatThrownBy(() -> asOf(new AsOf.Version(1))).isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNFOLDABLE));
    }

    /** Folds the log from its beginning, as a live projection does, and compares at every event. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void showsWhatThereWasAtEveryEvent(long seed) {
        Random random = new Random(seed);
        long[] versions = {-1, -1, -1};
        long second = 1_000;
        StoryDocument told = null;
        List<StoryDocument> atVersions = new ArrayList<>();
        List<Optional<StoryDocument>> atPositions = new ArrayList<>();
        for (int position = 0; position < 120; position++) {
            second += random.nextInt(3) == 0 ? random.nextInt(200) : 0;
            int stream = random.nextInt(3);
            boolean matters = stream < 2 && random.nextInt(5) > 0;
            EventMessage<?> event = event(List.of("main", "side", "other").get(stream), ++versions[stream],
                    second + random.nextInt(20) - 10,
                    matters ? new Said("key", "w" + position) : "no story");
            store.publish(event);
            told = matters ? story.fold(told, event).at(position) : told;
            atPositions.add(Optional.ofNullable(told));
            if (stream == 0) {
                atVersions.add(told);
            }
        }
        for (int position = 0; position < 120; position++) {
            assertThat(asOf(new AsOf.Position(position))).isEqualTo(atPositions.get(position));
        }
        for (int version = 0; version < atVersions.size(); version++) {
            assertThat(asOf(new AsOf.Version(version))).isEqualTo(Optional.ofNullable(atVersions.get(version)));
        }
        for (long time = 900; time < second + 100; time += 7) {
            assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(time)))).isIn(withNothing(atPositions));
        }
        assertThat(asOf(new AsOf.Position(99_999))).contains(told);
        assertThat(asOf(new AsOf.Time(Instant.MAX))).contains(told);
        assertThat(asOf(new AsOf.Time(Instant.MIN))).isEmpty();
    }

    @Test
    void findsWhatCameAfterAnEventOfTheFuture() {
        say("main", 0, 10, "a");
        store.publish(event("elsewhere", 0, FAR_FUTURE, "no story"));
        noise(1_000, 3_000);
        say("side", 0, 4_005, "b");
        noise(4_010, 3_000);
        say("main", 1, 7_015, "c");

        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(4_005)))).contains(told(3_002, "a", "b"));
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(8_000)))).contains(told(6_003, "a", "b", "c"));
        assertThat(asOf(new AsOf.Version(1))).contains(told(6_003, "a", "b", "c"));
        assertThat(asOf(new AsOf.Position(5_000))).contains(told(3_002, "a", "b"));
    }

    @Test
    void seesAnEventOfTheFutureWithTheNextOneThatIsDatedRight() {
        say("main", 0, 10, "a");
        say("main", 1, FAR_FUTURE, "b");
        say("side", 0, 30, "c");
        say("main", 2, 40, "d");
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(20)))).contains(told(0, "a"));
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(30)))).contains(told(2, "a", "b", "c"));
        assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(40)))).contains(told(3, "a", "b", "c", "d"));
    }

    /**
     * Folds the log from its beginning, while one of the clocks is an hour ahead or behind for a while, or for once.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void showsWhatThereWasHoweverWrongTheClocksWere(long seed) {
        Random random = new Random(seed);
        long[] versions = {-1, -1, -1};
        long[] wrongBy = new long[3];
        StoryDocument told = null;
        List<Optional<StoryDocument>> atPositions = new ArrayList<>();
        List<Long> seconds = new ArrayList<>();
        for (int position = 0; position < 150; position++) {
            int stream = random.nextInt(3);
            if (random.nextInt(10) == 0) {
                wrongBy[stream] = List.of(-3_600L, 0L, 3_600L).get(random.nextInt(3));
            }
            long second = random.nextInt(20) == 0 ? FAR_FUTURE : 10_000 + position * 7 + wrongBy[stream];
            EventMessage<?> event = event(List.of("main", "side", "other").get(stream), ++versions[stream], second,
                    stream < 2 ? new Said("key", "w" + position) : "no story");
            store.publish(event);
            told = stream < 2 ? story.fold(told, event).at(position) : told;
            atPositions.add(Optional.ofNullable(told));
            seconds.add(stream < 2 ? second : Long.MAX_VALUE);
        }
        for (int position = 0; position < 150; position++) {
            assertThat(asOf(new AsOf.Position(position))).isEqualTo(atPositions.get(position));
        }
        for (long time = 6_000; time < 16_000; time += 97) {
            long moment = time;
            Optional<StoryDocument> expected = IntStream.range(0, 150)
                    .filter(position -> seconds.get(position) <= moment)
                    .boxed()
                    .reduce((one, later) -> later)
                    .flatMap(atPositions::get);
            assertThat(asOf(new AsOf.Time(Instant.ofEpochSecond(time)))).isEqualTo(expected);
        }
    }

    private void noise(long second, int events) {
        for (int number = 0; number < events; number++) {
            store.publish(event("noise-" + second, number, second + number, "no story"));
        }
    }

    private static List<Optional<StoryDocument>> withNothing(List<Optional<StoryDocument>> atPositions) {
        return Stream.concat(Stream.of(Optional.<StoryDocument>empty()), atPositions.stream()).toList();
    }

    private static StoryDocument told(long position, String... words) {
        return new StoryDocument(List.of(words), position);
    }

    private Optional<StoryDocument> asOf(AsOf asOf) {
        return travel.find(story, "key", asOf);
    }

    private void say(String stream, long version, long second, String word) {
        store.publish(event(stream, version, second, new Said("key", word)));
    }

    private static EventMessage<?> event(String stream, long version, long second, Object payload) {
        return new GenericDomainEventMessage<>("Story", stream, version, GenericEventMessage.asEventMessage(payload),
                () -> Instant.ofEpochSecond(second));
    }

    private static final class Story implements Projection<StoryDocument> {

        private static final String POISON = "poison";

        private List<String> streams = List.of("main", "side");

        private static String sound(String text) {
            if (text.equals(POISON)) {
                throw new IllegalStateException(text);
            }
            return text;
        }

        @Override
        public String name() {
            return "stories";
        }

        @Override
        public Class<StoryDocument> documentType() {
            return StoryDocument.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(Said.class);
        }

        @Override
        public String keyOf(EventMessage<?> event) {
            return sound(((Said) event.getPayload()).key());
        }

        @Override
        public StoryDocument fold(@Nullable StoryDocument told, EventMessage<?> event) {
            String word = sound(((Said) event.getPayload()).word());
            return new StoryDocument(told == null
                    ? List.of(word)
                    : Stream.concat(told.words().stream(), Stream.of(word)).toList(), 0);
        }

        @Override
        public List<String> streamsOf(String key) {
            return streams;
        }
    }
}
