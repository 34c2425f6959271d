package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events from a generation's checkpoint up to the head of the log, faster than the event processor can. A
 * replay needs the claims on all segments. One thread reads a batch while the workers fold the one before: first every
 * worker finds the keys of a part of the batch, then each worker folds and writes the events of its own keys. The
 * replay stores the checkpoint only after that, so that a crash repeats the last batch, which changes nothing. At most
 * two batches are in memory, however long the log is. They hold only events of types that the projection folds, because
 * a heap full of other events would be collected again and again.
 *
 * <p>One thread runs a replay; any thread may call {@link #position} and {@link #stop}.
 */
final class Replay {

    private static final int PATIENCE_MILLIS = 100;
    private static final int MAX_PATIENCE = 50;
    /**
     * A batch ends after reading so many times its size, so that the checkpoint advances where the projection folds few
     * events.
     */
    private static final int MAX_READ_FOR_EACH = 10;

    private final SegmentClaims claims;
    private final ProjectionRuntime runtime;
    private final FoldingInvoker<?> invoker;
    private final ExecutorService workers;
    private final Runnable moved;
    private volatile long position = Events.BEFORE_ALL;
    private volatile boolean stopped;
    private long read = Events.BEFORE_ALL;
    private long goal = Events.BEFORE_ALL;

    /**
     * Events that are folded together.
     *
     * @param end the token of the last event that was read for the batch; null where the log has no more
     */
    private record Batch(List<TrackedEventMessage<?>> events, @Nullable TrackingToken end) {}

    /** @param moved is called after each move of the position */
    Replay(SegmentClaims claims, ProjectionRuntime runtime, FoldingInvoker<?> invoker, ExecutorService workers,
            Runnable moved) {
        this.claims = claims;
        this.runtime = runtime;
        this.invoker = invoker;
        this.workers = workers;
        this.moved = moved;
    }

    /** The documents contain every event at or before this position. */
    long position() {
        return position;
    }

    /** Makes the replay end after the batch in hand. */
    void stop() {
        stopped = true;
    }

    /** Returns when the replay has reached the head that the log had at its start, or was stopped. */
    void run() throws InterruptedException {
        TrackingToken from = claims.lowest();
        position = Events.positionOf(from);
        read = position;
        goal = runtime.head();
        invoker.takeOver();
        try (BlockingStream<TrackedEventMessage<?>> log = runtime.checkpoints().log().openStream(from)) {
            Batch ahead = read(log);
            while (ahead.end() instanceof TrackingToken end && !stopped) {
                CompletableFuture<Void> folded = fold(ahead.events());
                try {
                    ahead = read(log);
                } finally {
                    folded.join();
                }
                claims.store(end);
                position = Events.positionOf(end);
                moved.run();
            }
        }
    }

    /** Reads the next events: a full batch, or all up to the goal. */
    private Batch read(BlockingStream<TrackedEventMessage<?>> log) throws InterruptedException {
        int size = runtime.limits().replayBatchSize();
        List<TrackedEventMessage<?>> events = new ArrayList<>(size);
        TrackingToken end = null;
        long last = read + (long) MAX_READ_FOR_EACH * size;
        while (read < Math.min(goal, last) && events.size() < size && awaitNext(log)) {
            end = take(log, events);
        }
        // The events that an upcaster has made of one event stay in one batch.
        while (end != null && log.hasNextAvailable(0, TimeUnit.MILLISECONDS)
                && log.peek().filter(next -> Events.positionOf(next) == read).isPresent()) {
            end = take(log, events);
        }
        return new Batch(events, end);
    }

    private TrackingToken take(BlockingStream<TrackedEventMessage<?>> log, List<TrackedEventMessage<?>> events)
            throws InterruptedException {
        TrackedEventMessage<?> next = log.nextAvailable();
        invoker.follow(read, Events.positionOf(next));
        if (invoker.mayMatter(next)) {
            events.add(next);
        }
        read = Events.positionOf(next);
        return next.trackingToken();
    }

    /**
     * Waits for the next event. Returns false when the replay has been stopped, or when no event comes, because an
     * upcaster has left out the last ones; the event processor then reads the rest of the log.
     */
    private boolean awaitNext(BlockingStream<?> log) throws InterruptedException {
        for (int attempt = 0; !stopped && attempt < MAX_PATIENCE; attempt++) {
            if (log.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<Void> fold(List<TrackedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        int parts = runtime.limits().replayThreads();
        Integer[] assigned = new Integer[events.size()];
        int share = Math.ceilDiv(events.size(), parts);
        return each(parts, part -> {
            for (int index = part * share; index < Math.min(events.size(), (part + 1) * share); index++) {
                String sequence = invoker.sequenceOf(events.get(index));
                assigned[index] = sequence == null ? null : Math.floorMod(sequence.hashCode(), parts);
            }
        }).thenCompose(routed -> each(parts, part -> {
            List<EventMessage<?>> own = new ArrayList<>();
            for (int index = 0; index < assigned.length; index++) {
                if (Objects.equals(assigned[index], part)) {
                    own.add(events.get(index));
                }
            }
            invoker.write(own);
        }));
    }

    private CompletableFuture<Void> each(int parts, IntConsumer work) {
        return CompletableFuture.allOf(IntStream.range(0, parts)
                .mapToObj(part -> CompletableFuture.runAsync(() -> work.accept(part), workers))
                .toArray(CompletableFuture<?>[]::new));
    }
}
