package io.orderflow.service.checkpoint;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the log. It shares the {@link LogTail} with the others of this process while it is near the end, and reads
 * by itself while it is not. It gives each event once and in order, however often it changes from one to the other: it
 * changes only between two positions.
 *
 * <p>The framework assumes of a stream that one thread at a time uses it, that the callback is called at once when it is
 * set, and then for new events. The callback is called from any thread, also for events that have been read meanwhile.
 */
final class TailingStream implements BlockingStream<TrackedEventMessage<?>> {

    private final CheckpointedLog log;
    private final Runnable available = this::callBack;
    private volatile Runnable callback = () -> {};
    private @Nullable TrackingToken last;
    private EventSource reading;
    private boolean closed;
    private final Set<Class<?>> ignoredTypes = new HashSet<>();

    /** Where the next event comes from. */
    private sealed interface EventSource {}

    /** @param stream begins after the last event that was given */
    private record OwnStream(BlockingStream<TrackedEventMessage<?>> stream) implements EventSource {}

    private record SharedTail(LogTail tail, LogTail.Reader place) implements EventSource {

        /** Null where the next event is not there yet, or is kept no longer. */
        @Nullable
        TrackedEventMessage<?> event() {
            return tail.eventAt(place.next());
        }

        void pass() {
            place.moveTo(place.next() + 1);
        }
    }

    TailingStream(CheckpointedLog log, @Nullable TrackingToken after) {
        this.log = log;
        this.last = after;
        SharedTail shared = join();
        this.reading = shared == null ? readAlone() : shared;
    }

    private void callBack() {
        callback.run();
    }

    private @Nullable SharedTail join() {
        LogTail tail = log.tail();
        OptionalLong next = tail == null
                ? OptionalLong.empty()
                : tail.indexAfter(CheckpointedLog.positionOf(last));
        if (tail == null || next.isEmpty()) {
            return null;
        }
        return new SharedTail(tail, tail.attach(available, next.getAsLong()));
    }

    private OwnStream readAlone() {
        BlockingStream<TrackedEventMessage<?>> stream = log.openOwnStream(last);
        stream.setOnAvailableCallback(available);
        log.readsAlone();
        return new OwnStream(stream);
    }

    private void end(OwnStream own) {
        own.stream().close();
        log.endsReadingAlone();
    }

    /** Where the next event comes from now; it is there, or this reader has given all that there is. */
    private EventSource settled() {
        if (reading instanceof OwnStream own && isBetweenPositions(own)) {
            SharedTail shared = join();
            if (shared != null) {
                end(own);
                reading = shared;
            }
        }
        if (reading instanceof SharedTail shared && shared.tail().hasLost(shared.place().next())) {
            shared.tail().detach(shared.place());
            reading = readAlone();
        }
        if (reading instanceof SharedTail shared) {
            passIgnored(shared);
        }
        return reading;
    }

    private void passIgnored(SharedTail shared) {
        TrackedEventMessage<?> event = shared.event();
        while (event != null && ignoredTypes.contains(event.getPayloadType())) {
            last = event.trackingToken();
            shared.pass();
            event = shared.event();
        }
    }

    /** The events of one position are read to their end before the reader changes to the tail. */
    private boolean isBetweenPositions(OwnStream own) {
        long position = CheckpointedLog.positionOf(last);
        return own.stream()
                .peek()
                .filter(event -> CheckpointedLog.positionOf(event.trackingToken()) == position)
                .isEmpty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        while (true) {
            long left = Math.max(0, end - System.nanoTime());
            switch (settled()) {
                case OwnStream own -> {
                    return own.stream().hasNextAvailable((int) TimeUnit.NANOSECONDS.toMillis(left),
                            TimeUnit.MILLISECONDS);
                }
                case SharedTail shared when shared.event() != null -> {
                    return true;
                }
                case SharedTail shared -> {
                    if (!shared.tail().hasEvent(shared.place().next(), left) && left == 0) {
                        return false;
                    }
                }
            }
        }
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return switch (settled()) {
            case OwnStream own -> own.stream().peek();
            case SharedTail shared -> Optional.ofNullable(shared.event());
        };
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        TrackedEventMessage<?> event = null;
        while (event == null) {
            hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
            event = take();
        }
        last = event.trackingToken();
        return event;
    }

    /** Null where the tail has ceased to keep the event a moment ago. */
    private @Nullable TrackedEventMessage<?> take() throws InterruptedException {
        return switch (settled()) {
            case OwnStream own -> own.stream().nextAvailable();
            case SharedTail shared -> {
                TrackedEventMessage<?> event = shared.event();
                if (event != null) {
                    shared.pass();
                }
                yield event;
            }
        };
    }

    /** The server leaves them out of what is read alone, and this reader those of the tail, which others may handle. */
    @Override
    public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
        if (reading instanceof OwnStream own) {
            own.stream().skipMessagesWithPayloadTypeOf(ignored);
        }
        // Types that are not known here share a class.
        if (ignored.getPayloadType() != UnknownSerializedType.class) {
            ignoredTypes.add(ignored.getPayloadType());
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable toCall) {
        callback = toCall;
        toCall.run();
        return true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        switch (reading) {
            case OwnStream own -> end(own);
            case SharedTail shared -> shared.tail().detach(shared.place());
        }
        log.closed();
    }
}
