package io.orderflow.projection.replay;

import io.orderflow.projection.Events;
import io.orderflow.projection.fold.FoldingInvoker;
import io.orderflow.projection.machinery.Machinery;
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

/**
 * Takes a generation from far behind to the head of the log, faster than the event processor can. It has all segments
 * to itself. One thread reads a batch while the one before is folded: first every worker reads the keys of a part of
 * it, then each folds and writes the events of its own keys. Only then is the checkpoint stored, so that a crash
 * repeats the last batch, which changes nothing. No more than two batches are in memory, however long the log is.
 *
 * <p>Used by one thread; {@link #position} is for all.
 */
public final class Replay {

    private static final int PATIENCE_MILLIS = 100;
    private static final int MAX_PATIENCE = 50;

    private final SegmentClaims claims;
    private final Machinery machinery;
    private final FoldingInvoker<?> invoker;
    private final ExecutorService workers;
    private final Runnable moved;
    private volatile long position = Events.BEFORE_ALL;
    private volatile boolean stopped;
    private long read = Events.BEFORE_ALL;
    private long goal = Events.BEFORE_ALL;

    /** @param moved is called whenever the position has */
    Replay(SegmentClaims claims, Machinery machinery, FoldingInvoker<?> invoker, ExecutorService workers,
            Runnable moved) {
        this.claims = claims;
        this.machinery = machinery;
        this.invoker = invoker;
        this.workers = workers;
        this.moved = moved;
    }

    /** Every event at or before it is in the documents. */
    public long position() {
        return position;
    }

    /** Makes it end after the batch in hand. */
    void stop() {
        stopped = true;
    }

    /** Returns when it has come to where the log ends now, or was stopped. */
    void run() throws InterruptedException {
        TrackingToken from = claims.lowest();
        position = Events.positionOf(from);
        read = position;
        goal = machinery.head();
        invoker.takeOver();
        try (BlockingStream<TrackedEventMessage<?>> log = machinery.checkpoints().log().openStream(from)) {
            List<TrackedEventMessage<?>> ahead = read(log);
            while (!ahead.isEmpty() && !stopped) {
                List<TrackedEventMessage<?>> batch = ahead;
                CompletableFuture<Void> folded = fold(batch);
                try {
                    ahead = read(log);
                } finally {
                    folded.join();
                }
                TrackingToken end = batch.getLast().trackingToken();
                claims.store(end);
                position = Events.positionOf(end);
                moved.run();
            }
        }
    }

    /** The next events, as many as a batch has or as there are up to the goal. */
    private List<TrackedEventMessage<?>> read(BlockingStream<TrackedEventMessage<?>> log) throws InterruptedException {
        int size = machinery.limits().replayBatchSize();
        List<TrackedEventMessage<?>> events = new ArrayList<>(size);
        while (read < goal && events.size() < size && awaitNext(log)) {
            TrackedEventMessage<?> next = log.nextAvailable();
            invoker.follow(read, Events.positionOf(next));
            events.add(next);
            read = Events.positionOf(next);
        }
        // What an upcaster has made of one event stays together.
        while (!events.isEmpty() && log.hasNextAvailable(0, TimeUnit.MILLISECONDS)
                && log.peek().filter(next -> isOfOneEvent(next, events.getLast())).isPresent()) {
            events.add(log.nextAvailable());
        }
        return events;
    }

    /**
     * Returns false when it has been stopped, or nothing comes, because an upcaster has left out the last events; what
     * is behind them is left to the event processor.
     */
    private boolean awaitNext(BlockingStream<?> log) throws InterruptedException {
        for (int attempt = 0; !stopped && attempt < MAX_PATIENCE; attempt++) {
            if (log.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfOneEvent(TrackedEventMessage<?> one, TrackedEventMessage<?> other) {
        return Events.positionOf(one) == Events.positionOf(other);
    }

    private CompletableFuture<Void> fold(List<TrackedEventMessage<?>> events) {
        int parts = machinery.limits().replayThreads();
        Integer[] places = new Integer[events.size()];
        int share = Math.ceilDiv(events.size(), parts);
        return each(parts, part -> {
            for (int index = part * share; index < Math.min(events.size(), (part + 1) * share); index++) {
                String place = invoker.placeOf(events.get(index));
                places[index] = place == null ? null : Math.floorMod(place.hashCode(), parts);
            }
        }).thenCompose(routed -> each(parts, part -> {
            List<EventMessage<?>> own = new ArrayList<>();
            for (int index = 0; index < places.length; index++) {
                if (Objects.equals(places[index], part)) {
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
