package io.orderflow.service.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.service.message.ConflictingWrites;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupingCommandBusTest {

    private static final String ID = "counter:c1";

    private final Events engine = new Events();
    private final EventStore events = EmbeddedEventStore.builder().storageEngine(engine).build();
    private final RememberingRepository<Counter> repository = new RememberingRepository<>(Counter.class, events,
            NoSnapshotTriggerDefinition.INSTANCE, ClasspathParameterResolverFactory.forClass(Counter.class),
            new AggregateMemory<>(2, 1_000));
    private final GroupingCommandBus bus = new GroupingCommandBus(SimpleCommandBus.builder(),
            new CachedCommandTargetResolver());
    private final List<CompletableFuture<Object>> answers = Collections.synchronizedList(new ArrayList<>());

    /** Holds transactions back, counts them, and refuses one when told to. */
    private static final class Events extends InMemoryEventStorageEngine {

        private final List<Integer> transactions = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger questions = new AtomicInteger();
        private volatile CountDownLatch open = new CountDownLatch(0);
        private volatile boolean clashes;

        @Override
        public void appendEvents(List<? extends EventMessage<?>> events) {
            transactions.add(events.size());
            try {
                open.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            if (clashes) {
                clashes = false;
                throw ConflictingWrites.clash("another instance was first");
            }
            super.appendEvents(events);
        }

        @Override
        public DomainEventStream readEvents(String aggregate, long firstSequenceNumber) {
            reads.incrementAndGet();
            return super.readEvents(aggregate, firstSequenceNumber);
        }

        @Override
        public Optional<Long> lastSequenceNumberFor(String aggregate) {
            questions.incrementAndGet();
            return super.readEvents(aggregate, 0).asStream().map(DomainEventMessage::getSequenceNumber)
                    .max(Long::compareTo);
        }
    }

    private record Count(@TargetAggregateIdentifier String id, boolean refused, boolean failing, boolean unknown) {

        static final Count ONE = new Count(ID, false, false, false);
        static final Count REFUSED = new Count(ID, true, false, false);
        static final Count FAILING = new Count(ID, false, true, false);
        static final Count UNKNOWN = new Count(ID, false, false, true);
    }

    @BeforeEach
    void subscribe() {
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new MessageOriginProvider()));
        bus.registerHandlerInterceptor(new RememberedStateCheck());
        bus.subscribe(Count.class.getName(), message -> count((Count) message.getPayload()));
        bus.dispatch(new GenericCommandMessage<>(Count.ONE));
        engine.transactions.clear();
        engine.reads.set(0);
    }

    @AfterEach
    void everyCommandIsAnswered() {
        await().dontCatchUncaughtExceptions().until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    }

    private Object count(Count command) throws Exception {
        int[] value = new int[1];
        repository.loadOrCreate(command.id(), Counter::new).execute(counter -> {
            if (command.refused()) {
                throw new IllegalStateException("refused at " + counter.value());
            }
            counter.count(command.id());
            if (command.failing()) {
                throw new IllegalStateException("failed at " + counter.value());
            }
            if (command.unknown()) {
                CurrentUnitOfWork.get().root().onCommit(unit -> {
                    throw new IllegalStateException("nobody knows");
                });
            }
            value[0] = counter.value();
        });
        return value[0];
    }

    /** Holds a first command at the event store until these have come, which then wait for the aggregate. */
    private List<Object> behindAnother(Count... commands) {
        engine.open = new CountDownLatch(1);
        dispatch(new GenericCommandMessage<>(Count.ONE));
        await().until(() -> engine.transactions.size() == 1);
        for (Count command : commands) {
            dispatch(new GenericCommandMessage<>(command));
        }
        engine.open.countDown();
        return IntStream.rangeClosed(1, commands.length).mapToObj(index -> answers.get(index).join()).toList();
    }

    private void dispatch(CommandMessage<?> command) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        answers.add(answer);
        Thread sender = Thread.ofVirtual().start(() -> bus.<Object, Object>dispatch(as(command),
                (sent, result) -> answer.complete(result.isExceptional()
                        ? result.exceptionResult().getMessage()
                        : result.getPayload())));
        // Only the first sender handles commands, and stays.
        await().dontCatchUncaughtExceptions().until(() -> !sender.isAlive() || answers.size() == 1);
    }

    @SuppressWarnings("unchecked")
    private static CommandMessage<Object> as(CommandMessage<?> command) {
        return (CommandMessage<Object>) command;
    }

    private List<? extends DomainEventMessage<?>> stored() {
        return events.readEvents(ID).asStream().toList();
    }

    @Test
    void storesTheEventsOfThoseThatWaitInOneTransaction() {
        assertThat(behindAnother(Count.ONE, Count.ONE, Count.ONE)).containsExactly(3, 4, 5);

        assertThat(engine.transactions).containsExactly(1, 3);
        assertThat(stored()).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(engine.reads.get()).isEqualTo(1);
    }

    @Test
    void givesEachEventTheOriginOfItsOwnCommand() {
        behindAnother(Count.ONE, Count.ONE);

        assertThat(stored()).extracting(event -> event.getMetaData().get("traceId")).doesNotHaveDuplicates();
    }

    @Test
    void storesTheOthersWhereOneIsRefused() {
        assertThat(behindAnother(Count.ONE, Count.REFUSED, Count.ONE)).containsExactly(3, "refused at 3", 4);

        assertThat(engine.transactions).containsExactly(1, 2);
    }

    @Test
    void asksTheStoreOnceWhereAllAreRefused() {
        engine.questions.set(0);

        assertThat(behindAnother(Count.REFUSED, Count.REFUSED)).containsExactly("refused at 2", "refused at 2");

        assertThat(engine.questions.get()).isEqualTo(1);
        assertThat(engine.transactions).containsExactly(1);
    }

    @Test
    void refusesNobodyOnTheGroundsOfAnOutdatedState() {
        engine.open = new CountDownLatch(1);
        dispatch(new GenericCommandMessage<>(Count.ONE));
        await().until(() -> engine.transactions.size() == 1);
        dispatch(new GenericCommandMessage<>(Count.REFUSED));
        dispatch(new GenericCommandMessage<>(Count.REFUSED));
        // What another instance appends after the first command's event, and before the others are handled.
        answers.getFirst().thenRun(() -> {
            engine.open = new CountDownLatch(0);
            appendOfAnotherInstance(2);
        });
        engine.open.countDown();

        assertThat(answers.get(1).join()).isEqualTo("refused at 3");
        assertThat(answers.get(2).join()).isEqualTo("refused at 3");
    }

    private void appendOfAnotherInstance(long sequence) {
        events.publish(new GenericDomainEventMessage<>("Counter", ID, sequence, new Counter.Counted(ID),
                MetaData.emptyInstance()));
    }

    @Test
    void handlesEachAloneWhereOneFailsAfterItHasPublished() {
        assertThat(behindAnother(Count.ONE, Count.FAILING, Count.ONE)).containsExactly(3, "failed at 4", 4);

        assertThat(engine.transactions).containsExactly(1, 1, 1);
        assertThat(stored()).hasSize(4);
    }

    @Test
    void handlesEachAloneWhereTheTransactionClashes() {
        engine.open = new CountDownLatch(1);
        dispatch(new GenericCommandMessage<>(Count.ONE));
        await().until(() -> engine.transactions.size() == 1);
        dispatch(new GenericCommandMessage<>(Count.ONE));
        dispatch(new GenericCommandMessage<>(Count.ONE));
        answers.getFirst().thenRun(() -> engine.clashes = true);
        engine.open.countDown();

        assertThat(answers.get(1).join()).isEqualTo(3);
        assertThat(answers.get(2).join()).isEqualTo(4);
        assertThat(engine.transactions).containsExactly(1, 2, 1, 1);
    }

    @Test
    void tellsEachThatNobodyKnowsWhetherTheTransactionWasStored() {
        assertThat(behindAnother(Count.ONE, Count.UNKNOWN, Count.ONE))
                .containsExactly("nobody knows", "nobody knows", "nobody knows");

        assertThat(engine.transactions).containsExactly(1, 3);
    }

    @Test
    void answersThoseBesideAndBehindACallbackThatFails() {
        engine.open = new CountDownLatch(1);
        dispatch(new GenericCommandMessage<>(Count.ONE));
        await().until(() -> engine.transactions.size() == 1);
        bus.dispatch(new GenericCommandMessage<>(Count.ONE), (sent, result) -> {
            throw new IllegalStateException("expected by the test");
        });
        dispatch(new GenericCommandMessage<>(Count.ONE));
        answers.getLast().thenRun(() -> dispatch(new GenericCommandMessage<>(Count.ONE)));
        engine.open.countDown();

        await().dontCatchUncaughtExceptions().until(() -> answers.size() == 3 && answers.getLast().isDone());
        assertThat(answers).extracting(CompletableFuture::join).containsExactly(2, 4, 5);
    }

    @Test
    void keepsTheCommandsOfManySendersInOrderAndLosesNone() throws InterruptedException {
        int senders = 200;
        CountDownLatch all = new CountDownLatch(senders);
        List<Object> values = Collections.synchronizedList(new ArrayList<>());
        for (int sender = 0; sender < senders; sender++) {
            Thread.ofVirtual().start(() -> bus.<Count, Object>dispatch(new GenericCommandMessage<>(Count.ONE),
                    (sent, result) -> {
                        values.add(result.getPayload());
                        all.countDown();
                    }));
        }
        all.await();

        assertThat(values).containsExactlyElementsOf(IntStream.rangeClosed(2, senders + 1).boxed().toList());
        assertThat(stored()).hasSize(senders + 1);
    }
}
