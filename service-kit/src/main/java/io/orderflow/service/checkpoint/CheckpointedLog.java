package io.orderflow.service.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log, as those read it who keep checkpoints of it: each event's token says which event it is, so that a checkpoint
 * can be told from one of another log, of a log that was put back to an earlier point, and of one that has grown again
 * since. Only what every Axon Server can be asked is asked. Thread-safe.
 */
public final class CheckpointedLog implements StreamableMessageSource<TrackedEventMessage<?>> {

    /** The position before the first event. */
    static final long BEFORE_ALL = -1;

    /** An event that is in the log comes within this time, or the event store is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For so long a node of a cluster may be behind the one that the checkpoint was made with. */
    private static final Duration BEHIND = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final Supplier<EventStore> events;
    private final Object tailLock = new Object();
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Long endFoundAtNanos;
    private volatile @Nullable LogTail tail;
    private final AtomicInteger readingAlone = new AtomicInteger();
    private int openStreams;

    /** @param events is first asked for when the log is first read, because processors are set up before it is there */
    public CheckpointedLog(Supplier<EventStore> events) {
        this.events = events;
    }

    /**
     * Opens a stream that shares what it reads with the others of this process when it is near the end of the log.
     *
     * @throws EventStoreException where the event store does not answer
     */
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
        opened();
        try {
            openTail();
            return new TailingStream(this, after);
        } catch (RuntimeException failure) {
            closed();
            throw failure;
        }
    }

    private void opened() {
        synchronized (tailLock) {
            openStreams++;
        }
    }

    /** Nobody waits while another opens the tail, which takes long where the event store is away, but reads alone. */
    private void openTail() {
        if (tail() != null || !opening.tryLock()) {
            return;
        }
        try {
            if (tail() == null) {
                TrackingToken head = events.get().createHeadToken();
                LogTail next = new LogTail(openOwnStream(head), positionOf(head), () -> readingAlone.get() > 0);
                next.start();
                tail = next;
            }
        } finally {
            opening.unlock();
        }
    }

    /** Opens a stream that shares nothing. */
    BlockingStream<TrackedEventMessage<?>> openOwnStream(@Nullable TrackingToken after) {
        return new IdentifyingStream(events.get().openStream(after));
    }

    /** The tail that is read at the moment; null where there is none, be it because the last one has failed. */
    @Nullable
    LogTail tail() {
        LogTail shared = tail;
        return shared != null && shared.isOpen() ? shared : null;
    }

    /** Is called by a stream that begins to read by itself. */
    void readsAlone() {
        readingAlone.incrementAndGet();
    }

    /** Is called by a stream that has read by itself, and does so no longer. */
    void endsReadingAlone() {
        readingAlone.decrementAndGet();
    }

    /** Is called once by each stream that is closed: without any, the tail is not read. */
    void closed() {
        synchronized (tailLock) {
            openStreams--;
            if (openStreams == 0 && tail != null) {
                tail.close();
                tail = null;
            }
        }
    }

    /**
     * Whether this is the log that the token was taken from: it goes on to there, and the event that the token names
     * lies there. Of a token that names none, as earlier revisions stored them, only the first can be said.
     *
     * @throws EventStoreException where the event store does not answer
     */
    public boolean holds(@Nullable TrackingToken token) {
        long position = positionOf(token);
        if (position <= BEFORE_ALL) {
            return true;
        }
        return reaches(position)
                && (!(token instanceof EventToken named)
                        || eventAt(position).filter(named.eventId()::equals).isPresent());
    }

    /** Where the log has just been waited for in vain, it is not waited for again by each of its readers. */
    private boolean reaches(long position) {
        long begun = System.nanoTime();
        boolean inVain = endFoundAtNanos != null && begun - endFoundAtNanos < FORGOTTEN_AFTER.toNanos();
        Duration patience = inVain ? Duration.ZERO : BEHIND;
        while (head() < position) {
            if (System.nanoTime() - begun >= patience.toNanos()) {
                endFoundAtNanos = System.nanoTime();
                return false;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return true;
    }

    /** The position of the last event; -1 where there is none. */
    public long head() {
        return positionOf(events.get().createHeadToken());
    }

    /**
     * The identifier of the event at a position; empty where there is none.
     *
     * @throws EventStoreException where the event store does not answer
     */
    public Optional<String> eventAt(long position) {
        if (position <= BEFORE_ALL || position > head()) {
            return Optional.empty();
        }
        try (BlockingStream<TrackedEventMessage<?>> stream = events.get()
                .openStream(new GlobalSequenceTrackingToken(position - 1))) {
            if (!stream.hasNextAvailable((int) PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EventStoreException("The log did not deliver the event at position " + position);
            }
            return stream.peek()
                    .filter(event -> positionOf(event.trackingToken()) == position)
                    .map(TrackedEventMessage::getIdentifier);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EventStoreException("Interrupted while reading the log", interrupted);
        }
    }

    static long positionOf(@Nullable TrackingToken token) {
        OptionalLong position = token == null
                ? OptionalLong.empty()
                : WrappedToken.unwrapLowerBound(token).position();
        return position.orElse(BEFORE_ALL);
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return events.get().createTailToken();
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return events.get().createHeadToken();
    }

    @Override
    public @Nullable TrackingToken createTokenAt(Instant time) {
        return events.get().createTokenAt(time);
    }
}
