package io.orderflow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.engine.WaitingDeadLetters;
import io.orderflow.projection.interleaving.Interleavings;
import io.orderflow.projection.interleaving.Interleavings.Scene;
import io.orderflow.projection.interleaving.Schedule;
import io.orderflow.projection.serve.WatchedDocuments.Edition;
import io.orderflow.projection.serve.WatchedDocuments.Serving;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A subscriber, the reader of the log, the projection and the watch meet in every order. Events are read and folded at
 * any moment before, while and after the subscriber comes, and the reader may be ahead of the projection or behind it;
 * in the end the subscriber must have been offered the last state. There is no sweep: time never passes.
 */
class WatchTest {

    private static final int PREEMPTIONS = 2;

    /** The state of the one document after so many events. */
    private record State(long events) {}

    private record Happened() {}

    @Test
    void offersTheLastStateHoweverAnEventAndASubscriberMeet() throws InterruptedException {
        int runs = Interleavings.every(PREEMPTIONS, schedule -> new Encounter(schedule, 1, false));
        assertThat(runs).isGreaterThan(500);
    }

    @Test
    void offersTheLastStateOfManyEvents() throws InterruptedException {
        Interleavings.some(1_000, 11, schedule -> new Encounter(schedule, 4, false));
    }

    @Test
    void offersWhatARebuildHasChanged() throws InterruptedException {
        Interleavings.some(1_000, 12, schedule -> new Encounter(schedule, 2, true));
    }

    @Test
    void remembersOnlyDocumentsThatAreWatchedWhileTheProjectionStands() {
        Watch watch = new Watch("states", new Standing(), () -> 7, Duration.ZERO, new RepeatedFailures());

        for (int comer = 0; comer < 100; comer++) {
            Subscriber subscriber = new Subscriber("states", "document " + comer, 1);
            watch.add(subscriber);
            watch.show();
            watch.remove(subscriber);
        }

        assertThat(watch.dueDocuments()).isZero();
    }

    /** A projection that has folded nothing, and does not go on. */
    private static final class Standing implements WatchedDocuments, Serving {

        @Override
        public @Nullable String keyOf(EventMessage<?> event) {
            return null;
        }

        @Override
        public Serving serving() {
            return this;
        }

        @Override
        public boolean await(BooleanSupplier condition, Duration limit) {
            return condition.getAsBoolean();
        }

        @Override
        public void wake() {}

        @Override
        public Edition edition() {
            return new Edition(1, 0, 0);
        }

        @Override
        public long position() {
            return Events.BEFORE_ALL;
        }

        @Override
        public List<WaitingDeadLetters> waiting(String key) {
            return List.of();
        }

        @Override
        public Map<String, StoredDocument<State>> load(List<String> keys) {
            return Map.of();
        }
    }

    /** What takes part in one run. All fields are touched by one thread at a time. */
    private static final class Encounter implements Scene, WatchedDocuments, Projection<State> {

        private final Schedule schedule;
        private final int events;
        private final boolean rebuilt;
        private final Subscriber subscriber = new Subscriber("states", "one", 100);
        private final Watch watch;
        private long published = Events.BEFORE_ALL;
        private long written = Events.BEFORE_ALL;
        private long position = Events.BEFORE_ALL;
        private long generation = 1;
        private long moves;

        Encounter(Schedule schedule, int events, boolean rebuilt) {
            this.schedule = schedule;
            this.events = events;
            this.rebuilt = rebuilt;
            this.watch = new Watch(name(), this, this::readPublished, Duration.ZERO, new RepeatedFailures());
        }

        @Override
        public Map<String, Runnable> actors() {
            Map<String, Runnable> actors = new LinkedHashMap<>();
            actors.put("reader", this::readOn);
            actors.put("projection", this::foldOn);
            actors.put("subscriber", () -> watch.add(subscriber));
            actors.put("watch", watch);
            if (rebuilt) {
                actors.put("rebuild", this::swap);
            }
            return actors;
        }

        private void readOn() {
            for (long event = 0; event < events; event++) {
                schedule.step();
                published = event;
                watch.happened(new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(event),
                        GenericEventMessage.asEventMessage(new Happened())));
            }
        }

        private void foldOn() {
            while (position < events - 1) {
                written++;
                schedule.step();
                position = written;
                wake();
            }
        }

        private void swap() {
            generation++;
            wake();
        }

        private long readPublished() {
            schedule.step();
            return published;
        }

        @Override
        public void check() {
            State last = null;
            for (Change change = next(); change != null; change = next()) {
                last = change instanceof Change.Update update ? (State) update.document() : last;
            }
            assertThat(last).as("the last state that was offered").isEqualTo(stateOf(events - 1));
        }

        private @Nullable Change next() {
            try {
                return subscriber.next(Duration.ZERO);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }

        /** A rebuild by other code counts in hundreds. */
        private State stateOf(long event) {
            return new State((event + 1) * (generation == 1 ? 1 : 100));
        }

        @Override
        public Serving serving() {
            long serving = generation;
            return new Serving() {

                @Override
                public Edition edition() {
                    return new Edition(serving, 0, 0);
                }

                @Override
                public long position() {
                    return position;
                }

                @Override
                public List<WaitingDeadLetters> waiting(String key) {
                    return List.of();
                }

                @Override
                public Map<String, StoredDocument<State>> load(List<String> keys) {
                    schedule.step();
                    return written == Events.BEFORE_ALL
                            ? Map.of()
                            : Map.of("one", new StoredDocument<>(
                                    new State((written + 1) * (serving == 1 ? 1 : 100)), written, null));
                }
            };
        }

        /** Looks again after a move, and never because of time. */
        @Override
        public boolean await(BooleanSupplier condition, Duration limit) {
            while (!Thread.currentThread().isInterrupted()) {
                long seen = moves;
                schedule.step();
                if (condition.getAsBoolean()) {
                    return true;
                }
                schedule.until(() -> moves != seen);
            }
            return false;
        }

        @Override
        public void wake() {
            moves++;
        }

        @Override
        public String name() {
            return "states";
        }

        @Override
        public Class<State> documentType() {
            return State.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(Happened.class);
        }

        @Override
        public String keyOf(EventMessage<?> event) {
            schedule.step();
            return "one";
        }

        @Override
        public State fold(@Nullable State state, EventMessage<?> event) {
            throw new UnsupportedOperationException("The scene folds by itself");
        }
    }
}
