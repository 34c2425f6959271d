package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.PayloadDescription;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Context;
import io.orderflow.axonserver.context.LogReader;
import io.orderflow.axonserver.routing.Turns;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client that follows all events. New events, new permits and room on the connection wake it; it then sends on a
 * thread of the pool until one of the three runs out. It keeps no events itself, so a slow client costs little.
 *
 * <p>{@link #turn()} runs on one thread at a time, and alone speaks to the client.
 */
final class TrackingStream implements StreamObserver<GetEventsRequest>, LogReader {

    private static final PageLimit PAGE = new PageLimit(512, 512 << 10);

    /** After so many events that the client does not want, it gets one, so that its position does not grow old. */
    private static final int MAX_SKIPPED_EVENTS = 1_000;

    /**
     * What may wait on the connection for a client. With gRPC's own 32 KiB a stream would stop, and change threads to go
     * on, after each hundred events.
     */
    private static final int WAITING_BYTES = 256 << 10;

    /** After so many pages a stream that could go on lets the others have the thread. */
    private static final int MAX_PAGES_IN_A_ROW = 16;

    private final EventStore store;
    private final Function<LogReader, Context.Stay> entrance;
    private final ServerCallStreamObserver<StoredEvent> call;
    private final Turns turns;
    private final AtomicLong permits = new AtomicLong();
    private final Set<PayloadDescription> unwanted = ConcurrentHashMap.newKeySet();
    private volatile EventStore.@Nullable Subscription subscription;
    private volatile Context.@Nullable Stay stay;
    private volatile long nextToken = -1;
    private volatile long lastSent = -1;
    private volatile boolean ended;
    private volatile boolean completed;
    private volatile @Nullable StatusRuntimeException error;
    private int skipped;

    /**
     * @param entrance
     *            where it is known as long as it follows
     */
    TrackingStream(EventStore store, Function<LogReader, Context.Stay> entrance, Executor executor,
            StreamObserver<StoredEvent> caller) {
        this.store = store;
        this.entrance = entrance;
        this.turns = new Turns(executor, this::turn, this::end);
        this.call = Replies.open(caller);
        Replies.readyBelow(call, WAITING_BYTES);
        call.setOnCancelHandler(this::end);
        call.setOnReadyHandler(turns::wake);
    }

    @Override
    public void onNext(GetEventsRequest request) {
        unwanted.addAll(request.getBlacklistList());
        long more = Math.max(0, request.getNumberOfPermits());
        permits.updateAndGet(current -> current + Math.min(more, Long.MAX_VALUE - Math.max(0, current)));
        if (nextToken < 0) {
            start(Math.max(0, request.getTrackingToken()));
        }
        turns.wake();
    }

    /**
     * Whoever asks for what comes after the end of the log has seen another log, and would miss events without a word.
     */
    private void start(long firstToken) {
        long next = store.nextToken();
        lastSent = firstToken - 1;
        nextToken = firstToken;
        if (firstToken > next) {
            error = ErrorCode.INVALID_REQUEST.with(
                    "Token " + firstToken + " is beyond the end of the event store, which is " + next);
        } else {
            subscription = store.onHeadMoved(turns::wake);
            stay = entrance.apply(this);
            if (ended) {
                end();
            }
        }
    }

    private boolean turn() {
        boolean more = false;
        try {
            more = sendPages();
        } catch (RuntimeException e) {
            error = Errors.ofRead(e);
        }
        finishWhenOver();
        return more;
    }

    /** Answers whether it stopped only to give way. */
    private boolean sendPages() {
        for (int pages = 0; pages < MAX_PAGES_IN_A_ROW; pages++) {
            if (nextToken >= store.nextToken() || !maySend()) {
                return false;
            }
            List<StoredEvent> page = store.read(nextToken, PAGE);
            if (page.isEmpty()) {
                return false;
            }
            sendPage(page);
        }
        return true;
    }

    private void sendPage(List<StoredEvent> page) {
        for (StoredEvent event : page) {
            if (!maySend()) {
                return;
            }
            if (isWanted(event)) {
                // Before the position, so that nobody takes it for one who has nothing to do.
                lastSent = event.token();
                permits.decrementAndGet();
                call.onNext(event);
            }
            nextToken = event.token() + 1;
        }
    }

    private boolean maySend() {
        return !ended && !completed && error == null && nextToken >= 0 && permits.get() > 0 && call.isReady();
    }

    private boolean isWanted(StoredEvent event) {
        if (unwanted.isEmpty() || skipped >= MAX_SKIPPED_EVENTS || !unwanted.contains(payloadOf(event.event()))) {
            skipped = 0;
            return true;
        }
        skipped++;
        return false;
    }

    private static PayloadDescription payloadOf(Event event) {
        return PayloadDescription.newBuilder()
                .setType(event.getPayload().getType())
                .setRevision(event.getPayload().getRevision())
                .build();
    }

    private void finishWhenOver() {
        StatusRuntimeException failure = error;
        if (ended || failure == null && !completed) {
            return;
        }
        end();
        if (failure != null) {
            Replies.fail(call, failure);
        } else if (!call.isCancelled()) {
            call.onCompleted();
        }
    }

    private void end() {
        ended = true;
        EventStore.Subscription current = subscription;
        if (current != null) {
            current.close();
        }
        Context.Stay known = stay;
        if (known != null) {
            known.leave();
        }
    }

    @Override
    public long lastSent() {
        return lastSent;
    }

    @Override
    public boolean isBehind() {
        return permits.get() > 0 && nextToken < store.nextToken();
    }

    @Override
    public void onError(Throwable gone) {
        end();
    }

    @Override
    public void onCompleted() {
        completed = true;
        turns.wake();
    }
}
