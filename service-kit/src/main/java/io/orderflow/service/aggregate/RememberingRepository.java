package io.orderflow.service.aggregate;

import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Origin;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.LockAwareAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Loads an aggregate from memory, though another instance may have changed it since. Such a change is noticed when the
 * command appends its events, because a sequence number is given once. Where the command appends none, it is noticed
 * before the command is answered ({@link RememberedStateCheck}). The command is then handled again, from the events.
 * Where the command says which versions it may be applied to, the repository checks that, under the aggregate's lock
 * and against the very version that the new events will follow. Thread-safe.
 *
 * <p>The framework assumes that a loaded aggregate stands where the last event of its stream left it, and that one
 * thread at a time has it. The first holds for all that is stored or answered, because of the two checks, and because
 * an aggregate is not kept whose events could not be appended, or that was found outdated. The second holds because
 * {@code doLoadWithLock} is called under the aggregate's lock, because the aggregate is taken out of the memory there,
 * and because it is put back while the lock is still held. The framework itself keeps one thing in an aggregate between
 * two units of work: the count of events to the next snapshot, which rightly goes on. Its other state in an aggregate
 * lives only while a handler runs.
 */
final class RememberingRepository<T> extends EventSourcingRepository<T> {

    private final EventStore events;
    private final AggregateMemory<T> memory;

    RememberingRepository(Class<T> type, EventStore events, SnapshotTriggerDefinition snapshots,
            ParameterResolverFactory parameters, AggregateMemory<T> memory) {
        super(EventSourcingRepository.builder(type)
                .eventStore(events)
                .snapshotTriggerDefinition(snapshots)
                .parameterResolverFactory(parameters)
                .lockFactory(locks()));
        this.events = events;
        this.memory = memory;
    }

    /**
     * One lock for each aggregate. By default a waiting thread wakes a hundred times a second to look for a deadlock, and
     * those that wait for one aggregate then keep a processor busy. No command here takes two locks, so one look a
     * second is enough; a thread still waits a minute in all.
     */
    private static LockFactory locks() {
        return PessimisticLockFactory.builder().lockAttemptTimeout(1_000).acquireAttempts(60).build();
    }

    /**
     * Makes every aggregate load anew: the event store is or may be another one, which has given the same numbers to
     * other events. An aggregate in use at this moment is not kept afterwards.
     */
    void forget() {
        memory.clear();
    }

    @Override
    public LockAwareAggregate<T, EventSourcedAggregate<T>> load(String id, @Nullable Long expectedVersion) {
        var aggregate = super.load(id, expectedVersion);
        if (isOfAnother(aggregate)) {
            throw new AggregateNotFoundException(id, "It belongs to another owner than the command is confined to");
        }
        requireExpected(aggregate);
        return aggregate;
    }

    @Override
    public Aggregate<T> loadOrCreate(String id, Callable<T> factory) {
        Aggregate<T> aggregate = super.loadOrCreate(id, factory);
        if (isOfAnother(aggregate)) {
            throw new NameTaken();
        }
        requireExpected(aggregate);
        return aggregate;
    }

    @Override
    protected EventSourcedAggregate<T> doLoadWithLock(String id, @Nullable Long expectedVersion) {
        long cleared = memory.cleared();
        EventSourcedAggregate<T> kept = memory.take(id);
        if (kept == null) {
            EventSourcedAggregate<T> aggregate = super.doLoadWithLock(id, expectedVersion);
            rememberAfterwards(aggregate, cleared);
            return aggregate;
        }
        RememberedState state = RememberedState.given(CurrentUnitOfWork.get().root(), events, kept);
        rememberAfterwards(kept, cleared, state::isAsItWas);
        return kept;
    }

    @Override
    protected EventSourcedAggregate<T> doCreateNewForLock(Callable<T> factory) throws Exception {
        long cleared = memory.cleared();
        EventSourcedAggregate<T> aggregate = super.doCreateNewForLock(factory);
        rememberAfterwards(aggregate, cleared);
        return aggregate;
    }

    @Override
    protected DomainEventStream readEvents(String id) {
        DomainEventStream events = super.readEvents(id);
        return DomainEventStream.of(events.asStream().peek(UnreadableEvent::throwIfSo),
                events::getLastSequenceNumber);
    }

    /**
     * Keeps the aggregate after the commit, and after a rollback where it has applied nothing, which is so for every
     * refusal. Both happen before the lock is given back, which is the last act of a unit of work.
     */
    private void rememberAfterwards(EventSourcedAggregate<T> aggregate, long cleared) {
        Long before = aggregate.version();
        rememberAfterwards(aggregate, cleared, () -> Objects.equals(before, aggregate.version()));
    }

    private void rememberAfterwards(EventSourcedAggregate<T> aggregate, long cleared, BooleanSupplier goodAsBefore) {
        CurrentUnitOfWork.get().afterCommit(committed -> keepWhereItExists(aggregate, cleared));
        CurrentUnitOfWork.get().onRollback(failed -> {
            if (goodAsBefore.getAsBoolean()) {
                keepWhereItExists(aggregate, cleared);
            }
        });
    }

    private void keepWhereItExists(EventSourcedAggregate<T> aggregate, long cleared) {
        if (aggregate.version() != null) {
            memory.keep(aggregate, cleared);
        }
    }

    /** Judged before the version, which is nobody else's business. */
    private static boolean isOfAnother(Aggregate<?> aggregate) {
        Object owner = CurrentUnitOfWork.get().getMessage().getMetaData().get(Origin.OWNER);
        return owner instanceof String only
                && aggregate.invoke(root -> root instanceof Owned owned && !owned.isOf(only));
    }

    private void requireExpected(Aggregate<?> aggregate) {
        Long version = aggregate.version();
        if (!IfMatch.of(CurrentUnitOfWork.get().getMessage().getMetaData()).allows(version)) {
            throw new AnotherVersion(version);
        }
    }
}
