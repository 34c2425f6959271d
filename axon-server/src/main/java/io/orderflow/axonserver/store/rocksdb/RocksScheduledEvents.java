package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.ScheduledEvents;
import io.orderflow.axonserver.store.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Scheduled events on RocksDB. Thread-safe. */
final class RocksScheduledEvents implements ScheduledEvents, AutoCloseable {

    /** More than these are fired in several writes, so that a long absence does not delay everybody else at once. */
    private static final int MAX_FIRED_EVENTS = 512;

    private final Tables tables;
    private final GroupCommit writer;
    private final Clock clock;
    private final DueEvents due;

    RocksScheduledEvents(Tables tables, GroupCommit writer, Clock clock) {
        this.tables = tables;
        this.writer = writer;
        this.clock = clock;
        this.due = new DueEvents(clock, () -> writer.submit(new Fire()));
    }

    void start() {
        wakeForNext();
    }

    private void wakeForNext() {
        tables.schedules().nextDueMillis().ifPresent(due::wakeAt);
    }

    @Override
    public CompletionStage<String> schedule(long epochMillis, Event event) {
        return reschedule("", epochMillis, event);
    }

    @Override
    public CompletionStage<String> reschedule(String token, long epochMillis, Event event) {
        return schedule(Schedules.newKey(epochMillis), event, Schedules.key(token));
    }

    @Override
    public CompletionStage<String> restore(Scheduled scheduled) {
        byte[] key = Schedules.key(scheduled.token());
        boolean isOfThatTime = key != null
                && Schedules.dueMillis(key) == Schedules.dueMillis(Schedules.newKey(scheduled.epochMillis()));
        return schedule(isOfThatTime ? key : Schedules.newKey(scheduled.epochMillis()), scheduled.event(), null);
    }

    private CompletionStage<String> schedule(byte[] key, Event event, byte @Nullable [] replaced) {
        Schedule schedule;
        try {
            if (!event.getAggregateIdentifier().isEmpty()) {
                throw new StoreException.InvalidEvent("An event of an aggregate cannot be scheduled");
            }
            schedule = new Schedule(key, EncodedEvent.of(event), replaced);
        } catch (StoreException e) {
            return CompletableFuture.failedStage(e);
        }
        writer.submit(schedule);
        return schedule.result();
    }

    @Override
    public List<Scheduled> page(String after, PageLimit limit) {
        return tables.schedules().page(Schedules.key(after), limit);
    }

    @Override
    public CompletionStage<Boolean> cancel(String token) {
        byte[] key = Schedules.key(token);
        if (key == null) {
            return CompletableFuture.completedStage(false);
        }
        Cancel cancel = new Cancel(key);
        writer.submit(cancel);
        return cancel.result();
    }

    @Override
    public void close() {
        due.close();
    }

    /** A new schedule, and the end of the one that it replaces. */
    private final class Schedule extends WriteRequest<String> {
        private final byte[] key;
        private final EncodedEvent event;
        private final byte @Nullable [] replaced;

        Schedule(byte[] key, EncodedEvent event, byte @Nullable [] replaced) {
            this.key = key;
            this.event = event;
            this.replaced = replaced;
        }

        @Override
        int bytes() {
            return event.bytes().length;
        }

        @Override
        void addTo(Group group) throws RocksDBException {
            if (replaced != null) {
                group.removeSchedule(replaced);
            }
            group.addSchedule(key, event.bytes());
        }

        @Override
        void confirm() {
            due.wakeAt(Schedules.dueMillis(key));
            complete(Schedules.token(key));
        }
    }

    /** The end of a schedule that has not fired. */
    private static final class Cancel extends WriteRequest<Boolean> {
        private final byte[] key;
        private boolean found;

        Cancel(byte[] key) {
            this.key = key;
        }

        @Override
        int bytes() {
            return key.length;
        }

        @Override
        void addTo(Group group) throws RocksDBException {
            found = group.removeSchedule(key);
        }

        @Override
        void confirm() {
            complete(found);
        }
    }

    /** The append of what is due by the clock when it is written. */
    private final class Fire extends WriteRequest<@Nullable Void> {
        @Override
        int bytes() {
            return 0;
        }

        @Override
        void addTo(Group group) throws RocksDBException {
            group.fireDue(clock.millis(), MAX_FIRED_EVENTS);
        }

        @Override
        void confirm() {
            wakeForNext();
            complete(null);
        }

        @Override
        void fail(StoreException reason) {
            due.retryLater();
            super.fail(reason);
        }
    }
}
