package io.orderflow.query.log;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.serve.EventStreams.Source;
import io.orderflow.projection.serve.ServerSentEvent;
import io.orderflow.service.checkpoint.CheckpointedLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Streams new events as they come. The streams share the process's reader of the log's end. A client that reads slowly
 * falls behind and loses nothing: it then reads the log by itself, as far as its connection takes it. Thread-safe; each
 * stream is used by one thread.
 */
final class EventLogTail implements SmartLifecycle {

    /** A client that comes back is told at most so many events that it has missed. */
    static final long MAX_MISSED_EVENTS = 10_000;

    /** So long a stream takes at most to notice that the process stops. */
    private static final Duration STOP_CHECK = Duration.ofMillis(200);

    private final CheckpointedLog log;
    private final EventLog events;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    EventLogTail(CheckpointedLog log, EventLog events) {
        this.log = log;
        this.events = events;
    }

    /**
     * The position after which a stream begins.
     *
     * @param lastEventId the position of the last event that the client has; absent where it has none
     * @throws InvalidValue where that is no position
     */
    static @Nullable Long positionOf(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return null;
        }
        InvalidValue.require(lastEventId.matches("[0-9]{1,18}"), "Last-Event-ID must be the position of an event");
        return Long.parseLong(lastEventId);
    }

    /** @param known the position of the last event that the client has; absent where it wants new events only */
    Source open(EventFilter filter, @Nullable Long known) {
        long head = events.head();
        long after = known == null || known > head ? head : Math.max(known, head - MAX_MISSED_EVENTS);
        boolean gap = known != null && after > known;
        BlockingStream<TrackedEventMessage<?>> stream = log
                .openStream(after <= Events.BEFORE_ALL ? null : new GlobalSequenceTrackingToken(after));
        return new Source() {

            private boolean gapIsTold = !gap;

            @Override
            public @Nullable ServerSentEvent next(Duration limit) throws InterruptedException {
                if (!gapIsTold) {
                    gapIsTold = true;
                    return new ServerSentEvent(Long.toString(after), "gap", Map.of("from", known + 1, "to", after),
                            false);
                }
                long deadline = System.nanoTime() + limit.toNanos();
                while (stopped.getCount() > 0) {
                    long left = Math.min(deadline - System.nanoTime(), STOP_CHECK.toNanos());
                    if (left <= 0) {
                        return null;
                    }
                    if (stream.hasNextAvailable((int) TimeUnit.NANOSECONDS.toMillis(left), TimeUnit.MILLISECONDS)) {
                        TrackedEventMessage<?> event = stream.nextAvailable();
                        if (filter.wants(event, events.reader())) {
                            LoggedEvent shown = events.reader().show(event);
                            return new ServerSentEvent(Long.toString(shown.position()), "event", shown, false);
                        }
                    }
                }
                return ServerSentEvent.END;
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
    }

    /** Ends the streams. Otherwise an orderly stop of the web server would wait for them. */
    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
