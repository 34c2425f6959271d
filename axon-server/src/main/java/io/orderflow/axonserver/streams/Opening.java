package io.orderflow.axonserver.streams;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.streams.PersistentStreamEvent;
import io.orderflow.axonserver.routing.Turns;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The time that a segment is with one client, from the word that it is open to the word that it is closed. It reads the
 * log from where the segment has come to, and sends what is for the segment as far as permits and the connection allow;
 * it keeps no events itself.
 *
 * <p>{@link #turn()} runs on one thread at a time, and alone speaks to the client about this segment. The other methods
 * may be called from any thread.
 */
final class Opening {

    private static final PageLimit PAGE = new PageLimit(256, 256 << 10);

    /** After so many pages an opening that could go on lets the others have the thread. */
    private static final int MAX_PAGES_IN_A_ROW = 16;

    private static final long NOT_YET = Long.MIN_VALUE;

    private final Segment segment;
    private final StreamConnection connection;
    private final EventStore events;
    private final Source source;
    private final Turns turns;
    private final AtomicLong permits = new AtomicLong();
    private EventStore.@Nullable Subscription subscription;
    private boolean announced;
    private boolean closedSaid;
    private volatile long nextToken;
    private volatile long lastSent;
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile long closedAtNanos = NOT_YET;

    /** Made, and started, by the stream in its lock. */
    Opening(Segment segment, StreamConnection connection, PersistentStream.Surroundings around, Source source) {
        this.segment = segment;
        this.connection = connection;
        this.events = around.events();
        this.source = source;
        this.nextToken = segment.progress().passed() + 1;
        this.lastSent = segment.progress().acknowledged();
        this.turns = new Turns(around.executor(), this::turn, this::end);
    }

    Segment segment() {
        return segment;
    }

    StreamConnection connection() {
        return connection;
    }

    /** The last event that was sent; before the first one, what the client need not acknowledge. */
    long lastSent() {
        return lastSent;
    }

    /** Whether there is no event that the client is still to be sent. */
    boolean hasSentAll() {
        return nextToken >= events.nextToken();
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether the client has been told that the segment is closed. */
    boolean isClosed() {
        return closedAtNanos != NOT_YET;
    }

    /** Whether the client has been told, so long ago, that the segment is closed. */
    boolean isClosedSince(long nanoTime) {
        return isClosed() && closedAtNanos - nanoTime <= 0;
    }

    void start() {
        turns.wake();
    }

    void wake() {
        turns.wake();
    }

    void grant(long more) {
        permits.updateAndGet(current -> Math.min(Integer.MAX_VALUE, current + Math.max(0, more)));
        turns.wake();
    }

    /** Sends no more events, and tells the client that. */
    void close() {
        if (!closing) {
            closing = true;
            turns.wake();
        }
    }

    /** Sends nothing more at all. */
    void end() {
        ended = true;
        turns.wake();
    }

    private boolean turn() {
        try {
            if (!ended && !announced) {
                announced = true;
                subscription = events.onHeadMoved(turns::wake);
                connection.client().opened(segment.number());
            }
            boolean more = sendPages();
            if (closing && !ended && !closedSaid) {
                closedSaid = true;
                connection.client().closed(segment.number());
                closedAtNanos = System.nanoTime();
                segment.stream().closed(this);
            }
            if ((ended || closing) && subscription != null) {
                subscription.close();
                subscription = null;
            }
            return more;
        } catch (RuntimeException e) {
            connection.fail(e);
            return false;
        }
    }

    private boolean maySend() {
        return !ended && !closing && permits.get() > 0 && connection.client().isReady();
    }

    /** Answers whether it stopped only to give way. */
    private boolean sendPages() {
        for (int pages = 0; pages < MAX_PAGES_IN_A_ROW; pages++) {
            if (!maySend()) {
                return false;
            }
            List<StoredEvent> page = events.read(nextToken, PAGE);
            if (page.isEmpty()) {
                return false;
            }
            sendPage(page);
            segment.stream().passed(this, nextToken - 1);
        }
        return true;
    }

    private void sendPage(List<StoredEvent> page) {
        for (StoredEvent stored : page) {
            if (!maySend()) {
                return;
            }
            long token = stored.token();
            EventWithToken event = stored.message();
            nextToken = token + 1;
            if (source.isFor(segment.number(), token, event.getEvent())) {
                permits.decrementAndGet();
                lastSent = token;
                connection.client().event(segment.number(), PersistentStreamEvent.newBuilder()
                        .setEvent(event)
                        .setReplay(token <= segment.progress().replayedUntil()
                                || source.wasReplayedBefore(token, event.getEvent()))
                        .build());
            }
        }
    }
}
