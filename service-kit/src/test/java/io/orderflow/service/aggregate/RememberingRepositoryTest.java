package io.orderflow.service.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.message.IfMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RememberingRepositoryTest {

    private static final String ID = "counter:c1";
    private static final int MAX_KEPT = 2;
    private static final int MAX_EVENTS_KEPT = 10;

    private final Events engine = new Events();
    private final EventStore events = EmbeddedEventStore.builder().storageEngine(engine).build();
    private final RememberingRepository<Counter> repository = repository();

    /** Counts how often an aggregate is read from its events. */
    private static final class Events extends InMemoryEventStorageEngine {

        private int reads;
        private int questions;

        @Override
        public DomainEventStream readEvents(String aggregateId, long firstSequenceNumber) {
            reads++;
            return super.readEvents(aggregateId, firstSequenceNumber);
        }

        @Override
        public Optional<Long> lastSequenceNumberFor(String aggregateId) {
            questions++;
            return super.readEvents(aggregateId, 0).asStream().map(DomainEventMessage::getSequenceNumber)
                    .max(Long::compareTo);
        }
    }

    private RememberingRepository<Counter> repository() {
        return new RememberingRepository<>(Counter.class, events, NoSnapshotTriggerDefinition.INSTANCE,
                ClasspathParameterResolverFactory.forClass(Counter.class),
                new AggregateMemory<>(MAX_KEPT, MAX_EVENTS_KEPT));
    }

    @BeforeEach
    void countOnce() {
        with(IfMatch.NONE, () -> repository.loadOrCreate(ID, Counter::new).execute(counter -> counter.count(ID)));
        engine.reads = 0;
    }

    @Test
    void readsNoEventsOfAnAggregateThatItRemembers() {
        count(ID);
        count(ID);

        assertThat(valueOf(ID)).isEqualTo(3);
        assertThat(engine.reads).isZero();
    }

    @Test
    void forgetsTheOneUnusedForLongestWhereAllHaveTooManyEvents() {
        String other = "counter:c2";
        with(IfMatch.NONE, () -> repository.loadOrCreate(other, Counter::new).execute(counter -> counter.count(other)));
        for (int time = 0; time < MAX_EVENTS_KEPT - 2; time++) {
            count(other);
        }
        engine.reads = 0;

        assertThat(valueOf(ID)).isEqualTo(1);
        assertThat(engine.reads).isZero();

        count(other);
        assertThat(valueOf(ID)).isEqualTo(1);
        assertThat(engine.reads).isEqualTo(1);
    }

    @Test
    void readsTheEventsAfreshWhereAnotherInstanceHasAddedSome() {
        events.publish(counted(ID, 1), counted(ID, 2));

        assertThat(valueOf(ID)).isEqualTo(3);
        assertThat(engine.reads).isEqualTo(1);
    }

    @Test
    void answersNothingOutOfAStateThatIsNoMore() {
        events.publish(counted(ID, 1), counted(ID, 2));
        List<Integer> seen = new ArrayList<>();

        change(ID, counter -> seen.add(counter.value()));

        assertThat(seen).containsExactly(1, 3);
    }

    @Test
    void refusesNothingOutOfAStateThatIsNoMore() {
        events.publish(counted(ID, 1), counted(ID, 2));

        assertThatThrownBy(() -> change(ID, counter -> {
            throw new IllegalStateException("refused at " + counter.value());
        })).hasMessage("refused at 3");
    }

    @Test
    void refusesNothingThatItHasBegunWithAStateThatIsNoMore() {
        events.publish(counted(ID, 1), counted(ID, 2));

        assertThatThrownBy(() -> change(ID, counter -> {
            counter.count(ID);
            throw new IllegalStateException("refused at " + counter.value());
        })).hasMessage("refused at 4");
    }

    @Test
    void asksTheEventStoreForNothingWhereTheCommandAppends() {
        engine.questions = 0;

        count(ID);

        assertThat(engine.questions).isZero();
    }

    @Test
    void remembersAnAggregateThatRefused() {
        assertThatThrownBy(() -> change(ID, counter -> {
            throw new IllegalStateException("refused");
        })).hasMessage("refused");

        assertThat(valueOf(ID)).isEqualTo(1);
        assertThat(engine.reads).isZero();
    }

    @Test
    void forgetsAnAggregateWhoseChangeWasLost() {
        assertThatThrownBy(() -> change(ID, counter -> {
            counter.count(ID);
            throw new IllegalStateException("too late");
        })).hasMessage("too late");

        assertThat(valueOf(ID)).isEqualTo(1);
        assertThat(engine.reads).isEqualTo(1);
    }

    @Test
    void forgetsAnAggregateWhoseEventsWereNotAccepted() {
        assertThatThrownBy(() -> change(ID, counter -> {
            counter.count(ID);
            CurrentUnitOfWork.get().onCommit(unit -> {
                throw new IllegalStateException("the store is away");
            });
        })).hasMessageContaining("the store is away");

        valueOf(ID);
        assertThat(engine.reads).isEqualTo(1);
    }

    @Test
    void forgetsAllWhereTheLogMayBeAnotherOne() {
        repository.forget();

        assertThat(valueOf(ID)).isEqualTo(1);
        assertThat(engine.reads).isEqualTo(1);
    }

    @Test
    void forgetsWhatWasInUseWhenTheLogBecameAnotherOne() {
        change(ID, counter -> {
            counter.count(ID);
            repository.forget();
        });

        assertThat(valueOf(ID)).isEqualTo(2);
        assertThat(engine.reads).isEqualTo(1);
    }

    @Test
    void remembersTheLastFewOnly() {
        for (String other : List.of("counter:c2", "counter:c3")) {
            with(IfMatch.NONE, () -> repository.loadOrCreate(other, Counter::new).execute(c -> c.count(other)));
        }
        engine.reads = 0;

        valueOf("counter:c3");
        valueOf("counter:c2");
        assertThat(engine.reads).isZero();
        valueOf(ID);
        assertThat(engine.reads).isEqualTo(1);
    }

    @Nested
    class Versions {

        @Test
        void thatAreExpectedAreChanged() {
            with(only("7,0"), () -> repository.load(ID).execute(counter -> counter.count(ID)));
            with(only("*"), () -> repository.load(ID).execute(counter -> counter.count(ID)));

            assertThat(valueOf(ID)).isEqualTo(3);
        }

        @Test
        void thatAreNotExpectedAreRefusedWithTheCurrentOne() {
            count(ID);

            Refusal refusal = refusalOf(only("0"),
                    () -> repository.load(ID).execute(counter -> counter.count(ID)));

            assertThat(refusal.code()).isEqualTo(ProblemCode.PRECONDITION_FAILED);
            assertThat(refusal.currentVersion()).isEqualTo(1);
            assertThat(valueOf(ID)).isEqualTo(2);
        }

        @Test
        void areLookedUpInTheEventsAndNotInMemory() {
            events.publish(counted(ID, 1));

            assertThat(refusalOf(only("0"), () -> repository.load(ID)).currentVersion())
                    .isEqualTo(1);
        }

        @Test
        void areNoneWhereThereIsNothingYet() {
            for (IfMatch expected : List.of(only("*"), only("0"), only(""))) {
                assertThat(refusalOf(expected, () -> repository.loadOrCreate("counter:new", Counter::new))
                        .currentVersion()).isNull();
            }
        }

        @Test
        void areNamedByWhoeverWantsNoneOfThem() {
            assertThat(refusalOf(except("*"), () -> repository.load(ID)).currentVersion()).isZero();
            assertThat(refusalOf(except("0"), () -> repository.load(ID)).currentVersion()).isZero();
            with(except("1"), () -> assertThat(repository.load(ID).version()).isZero());
            with(except("*"), () -> repository.loadOrCreate("counter:other", Counter::new)
                    .execute(counter -> counter.count("counter:other")));
        }

        private static IfMatch only(String versions) {
            return new IfMatch(versions, null);
        }

        private static IfMatch except(String versions) {
            return new IfMatch(null, versions);
        }

        private Refusal refusalOf(IfMatch expected, Task task) {
            return catchThrowableOfType(AnotherVersion.class, () -> with(expected, task)).<Refusal>getDetails()
                    .orElseThrow();
        }
    }

    private void count(String id) {
        change(id, counter -> counter.count(id));
    }

    private int valueOf(String id) {
        int[] value = new int[1];
        change(id, counter -> value[0] = counter.value());
        return value[0];
    }

    private void change(String id, Consumer<Counter> change) {
        with(IfMatch.NONE, () -> {
            Aggregate<Counter> counter = repository.load(id);
            counter.execute(change);
        });
    }

    /** Does it as a command would, and once more where it was done with a state that is not the last one. */
    private static void with(IfMatch expected, Task task) {
        try {
            handle(expected, task);
        } catch (ConcurrencyException outdated) {
            handle(expected, task);
        }
    }

    private static void handle(IfMatch expected, Task task) {
        UnitOfWork<CommandMessage<?>> command = DefaultUnitOfWork.startAndGet(
                new GenericCommandMessage<>("count", MetaData.from(expected.metaData())));
        ResultMessage<?> result = command.executeWithResult(
                () -> new RememberedStateCheck().handle(command, new DefaultInterceptorChain<>(command, List.of(),
                        message -> {
                            task.run();
                            return null;
                        })));
        if (result.isExceptional()) {
            throw result.optionalExceptionResult().map(RuntimeException.class::cast).orElseThrow();
        }
    }

    private static DomainEventMessage<Counter.Counted> counted(String id, long sequence) {
        return new GenericDomainEventMessage<>("Counter", id, sequence, new Counter.Counted(id));
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }
}
