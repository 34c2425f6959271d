package io.orderflow.relay.replay;

import io.orderflow.relay.broker.Destination;
import io.orderflow.relay.contract.IntegrationEvents;
import io.orderflow.relay.contract.PublicEvent;
import io.orderflow.relay.live.Outlet;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.message.ReadTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one replay. It reads a batch, publishes the events of different streams at once and those of one stream one
 * after the other, and notes its progress only when all of them are acknowledged: a crash repeats the batch. One batch is
 * in memory, however long the log is.
 *
 * <p>One thread runs it; any thread may stop it.
 */
final class ReplayRun {

    private static final int BATCH_SIZE = 1_024;
    private static final int LANES = 64;
    private static final int PATIENCE_MILLIS = 100;

    private final RelayReplay replay;
    private final Outlet outlet;
    private final IntegrationEvents events;
    private final CheckpointedLog log;
    private final Progress progress;
    private final ReadTypes read = new ReadTypes(IntegrationEvents.INTERNAL);
    private volatile boolean stopped;

    /** Is told after each batch. */
    @FunctionalInterface
    interface Progress {

        void note(long position, long newlyPublished);
    }

    ReplayRun(RelayReplay replay, Outlet outlet, IntegrationEvents events, CheckpointedLog log, Progress progress) {
        this.replay = replay;
        this.outlet = outlet;
        this.events = events;
        this.log = log;
        this.progress = progress;
    }

    String id() {
        return replay.replayId();
    }

    /** Makes the run end, at the latest after the attempts in hand. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Returns when everything is published, or the run was stopped; throws where an event cannot be published. */
    void run() throws Exception {
        long position = replay.position();
        TrackingToken after = position < 0 ? null : new GlobalSequenceTrackingToken(position);
        try (BlockingStream<TrackedEventMessage<?>> stream = log.openStream(after);
                ExecutorService threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("replay-", 0).factory())) {
            while (!stopped && position < replay.until()) {
                List<TrackedEventMessage<?>> batch = read(stream, position);
                if (!batch.isEmpty()) {
                    long published = publish(batch, threads);
                    if (stopped) {
                        return;
                    }
                    position = positionOf(batch.getLast());
                    progress.note(Math.min(position, replay.until()), published);
                }
            }
        }
    }

    /** Reads what is there up to the end of the replay, which may be nothing yet. */
    private List<TrackedEventMessage<?>> read(BlockingStream<TrackedEventMessage<?>> stream, long begin)
            throws InterruptedException {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        long position = begin;
        while (batch.size() < BATCH_SIZE && position < replay.until()
                && stream.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            position = positionOf(event);
            batch.add(event);
        }
        return batch;
    }

    private long publish(List<TrackedEventMessage<?>> batch, ExecutorService threads) throws Exception {
        LongAdder published = new LongAdder();
        Map<Integer, List<TrackedEventMessage<?>>> lanes = new LinkedHashMap<>();
        batch.stream()
                .filter(event -> positionOf(event) <= replay.until())
                .forEach(event -> lanes.computeIfAbsent(laneOf(event), lane -> new ArrayList<>()).add(event));
        List<Callable<Void>> tasks = new ArrayList<>();
        lanes.values().forEach(events -> tasks.add(() -> publish(events, published)));
        for (Future<Void> done : threads.invokeAll(tasks)) {
            try {
                done.get();
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case Error stops -> throw stops;
                    case Exception failure -> throw failure;
                    default -> throw failed;
                }
            }
        }
        return published.sum();
    }

    /** An order and its payment have the same identifier, and so the same lane. */
    private static int laneOf(TrackedEventMessage<?> event) {
        String stream = event instanceof DomainEventMessage<?> domain
                ? domain.getAggregateIdentifier()
                : event.getIdentifier();
        return Math.floorMod(stream.substring(stream.indexOf(':') + 1).hashCode(), LANES);
    }

    private @Nullable Void publish(List<TrackedEventMessage<?>> events, LongAdder published)
            throws InterruptedException {
        for (TrackedEventMessage<?> event : events) {
            for (PublicEvent one : publicOf(event)) {
                if (replay.type() == null || replay.type().equals(one.type())) {
                    if (!outlet.publishAgain(one, new Destination.Target(replay.target()), () -> !stopped)) {
                        return null;
                    }
                    published.increment();
                }
            }
        }
        return null;
    }

    private List<PublicEvent> publicOf(TrackedEventMessage<?> event) {
        Class<?> type = event.getPayloadType();
        if (IntegrationEvents.INTERNAL.stream().anyMatch(known -> known.isAssignableFrom(type))) {
            return events.of(event);
        }
        read.missed(event).ifPresent(unknown -> {
            throw unknown;
        });
        return List.of();
    }

    private static long positionOf(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }
}
