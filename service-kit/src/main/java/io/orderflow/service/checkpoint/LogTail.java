package io.orderflow.service.checkpoint;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last events of the log, read once for all readers of this process, so that an event crosses the connection and is
 * parsed once, however many processors handle it. A reader that is further behind than the tail reaches reads by itself
 * until it has caught up; so memory is bounded, and a slow reader holds up no other. While no reader reads by itself, what all
 * have read is soon forgotten: events that stayed for seconds outlived the young generation, and each of them was garbage
 * of the old one. One that reads by itself needs them, because it can join only where the tail still has its next event.
 * A tail that fails ends, and tells each of its readers; the next one is another tail. Thread-safe: one thread writes,
 * any number read without a lock.
 *
 * <p>Events that an upcaster has made of one share a position. The tail ends at the last of them that it was given, and
 * a reader never begins in the middle of them.
 */
final class LogTail {

    /** So many events are kept for readers that are behind, some 10 MiB: about a second of them at 300 orders a second. */
    static final int CAPACITY = 4096;

    /** So many are kept in any case, for a reader that is being opened. */
    static final int KEPT = 512;

    /** Readers are told of new events after so many at the latest. */
    private static final int BATCH_SIZE = 64;
    private static final int WAIT_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

    private final BlockingStream<TrackedEventMessage<?>> log;
    private final AtomicReferenceArray<@Nullable Slot> entries = new AtomicReferenceArray<>(CAPACITY);
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long begin;
    private final BooleanSupplier someReadAlone;
    /** How many events were ever written; the last {@link #CAPACITY} of them are kept at most. */
    private volatile long written;
    /** The index before which nothing is kept. */
    private volatile long forgotten;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /** @param index of all events of the tail, in their order */
    private record Slot(long index, TrackedEventMessage<?> event) {

        long position() {
            return CheckpointedLog.positionOf(event.trackingToken());
        }
    }

    /** How far a reader is. One thread at a time moves it. */
    static final class Reader {

        private final Runnable available;
        private volatile long next;

        private Reader(Runnable available, long next) {
            this.available = available;
            this.next = next;
        }

        /** The index of the next event that the reader takes. */
        long next() {
            return next;
        }

        void moveTo(long index) {
            next = index;
        }
    }

    /**
     * @param log   at its end
     * @param begin the position after which that stream begins
     * @param someReadAlone whether there are readers that are to join
     */
    LogTail(BlockingStream<TrackedEventMessage<?>> log, long begin, BooleanSupplier someReadAlone) {
        this.log = log;
        this.begin = begin;
        this.someReadAlone = someReadAlone;
    }

    void start() {
        Thread.ofPlatform().daemon().name("log-tail").start(this::follow);
    }

    private void follow() {
        try (log) {
            while (!closed) {
                if (log.hasNextAvailable(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    takeAvailable();
                    announce();
                    forgetWhatIsRead();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failure = interrupted;
        } catch (RuntimeException | Error failed) {
            failure = failed;
        } finally {
            closed = true;
            announce();
        }
    }

    private void takeAvailable() throws InterruptedException {
        for (int taken = 0; taken < BATCH_SIZE && log.hasNextAvailable(); taken++) {
            long index = written;
            entries.set((int) (index % CAPACITY), new Slot(index, log.nextAvailable()));
            written = index + 1;
        }
    }

    private void forgetWhatIsRead() {
        if (someReadAlone.getAsBoolean()) {
            return;
        }
        long end = written;
        long read = readers.stream().mapToLong(Reader::next).reduce(end - KEPT, Math::min);
        for (long index = Math.max(forgotten, end - CAPACITY); index < read; index++) {
            entries.set((int) (index % CAPACITY), null);
        }
        forgotten = Math.max(forgotten, read);
    }

    private void announce() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        readers.forEach(this::call);
    }

    /** The thread of a reader may have ended before the reader has closed its stream; that is nobody else's matter. */
    private void call(Reader reader) {
        try {
            reader.available.run();
        } catch (RejectedExecutionException ended) {
            LOG.debug("A reader of the log has ended", ended);
            detach(reader);
        }
    }

    /** Whether it goes on. One that has failed still gives away what it has read. */
    boolean isOpen() {
        return !closed;
    }

    /**
     * The index of the first event after a position; empty where the tail does not reach so far back, or has not come so
     * far, so that events between the two may be missing.
     */
    OptionalLong indexAfter(long position) {
        long end = written;
        long low = Math.max(forgotten, end - CAPACITY + BATCH_SIZE);
        if (position < begin || low > 0 && !isBefore(low, position)) {
            return OptionalLong.empty();
        }
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Slot entry = entryAt(middle);
            if (entry == null) {
                return OptionalLong.empty();
            }
            if (entry.position() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == end && position > endPosition(end) ? OptionalLong.empty() : OptionalLong.of(low);
    }

    /** Whether an event that is kept lies at or before a position, so that none after that position is missing. */
    private boolean isBefore(long index, long position) {
        Slot entry = entryAt(index);
        return entry != null && entry.position() <= position;
    }

    private long endPosition(long end) {
        Slot last = end == 0 ? null : entryAt(end - 1);
        return last == null ? begin : last.position();
    }

    private @Nullable Slot entryAt(long index) {
        Slot entry = entries.get((int) (index % CAPACITY));
        return entry != null && entry.index() == index ? entry : null;
    }

    /** The event at an index; null where there is none yet, or none any more, which {@link #hasLost} tells apart. */
    @Nullable
    TrackedEventMessage<?> eventAt(long index) {
        Slot entry = entryAt(index);
        return entry == null ? null : entry.event();
    }

    /** Whether the event at an index was there, and is kept no longer. */
    boolean hasLost(long index) {
        return index < written && entryAt(index) == null;
    }

    /**
     * Whether there is an event at an index, or comes to be within a time.
     *
     * @throws EventStoreException where the tail has ended before it
     */
    boolean hasEvent(long index, long nanos) throws InterruptedException {
        if (index >= written && nanos > 0) {
            await(index, nanos);
        }
        boolean ended = closed;
        if (index >= written && ended) {
            throw new EventStoreException("The log cannot be read any further", failure);
        }
        return eventAt(index) != null;
    }

    private void await(long index, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (index >= written && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param available is called on the tail's thread when there are new events, and when the tail has ended
     * @param next      the index of the first event that the reader takes
     */
    Reader attach(Runnable available, long next) {
        Reader reader = new Reader(available, next);
        readers.add(reader);
        return reader;
    }

    void detach(Reader reader) {
        readers.remove(reader);
    }

    void close() {
        closed = true;
    }
}
