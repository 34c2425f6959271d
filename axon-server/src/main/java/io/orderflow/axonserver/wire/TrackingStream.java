package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.PayloadDescription;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One client that follows all events. New events, new permits and room on the connection wake it; it then sends on a thread
 * of the pool until one of the three runs out. It keeps no events itself, so a slow client costs nothing.
 *
 * <p>{@link #wake()} may be called from any thread. {@link #send()} runs on one thread at a time: only the call that finds
 * {@code wakes} at zero submits it, and it goes on until it has seen every wake.
 */
final class TrackingStream implements StreamObserver<GetEventsRequest> {

    private static final PageLimit PAGE = new PageLimit(512, 512 << 10);

    /** After so many events that the client does not want, it gets one, so that its position does not grow old. */
    private static final int MAX_SKIPPED_EVENTS = 1_000;

    private final EventStore store;
    private final Executor executor;
    private final ServerCallStreamObserver<EventWithToken> call;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicLong permits = new AtomicLong();
    private final Set<PayloadDescription> unwanted = ConcurrentHashMap.newKeySet();
    private EventStore.@Nullable Subscription subscription;
    private volatile long nextToken = -1;
    private volatile boolean ended;
    private volatile @Nullable StatusRuntimeException error;
    private int skipped;

    TrackingStream(EventStore store, Executor executor, StreamObserver<EventWithToken> caller) {
        this.store = store;
        this.executor = executor;
        this.call = Replies.open(caller);
        call.setOnCancelHandler(this::end);
        call.setOnReadyHandler(this::wake);
    }

    @Override
    public void onNext(GetEventsRequest request) {
        unwanted.addAll(request.getBlacklistList());
        permits.addAndGet(Math.max(0, request.getNumberOfPermits()));
        if (nextToken < 0) {
            start(Math.max(0, request.getTrackingToken()));
        }
        wake();
    }

    /** Whoever asks for what comes after the end of the log has seen another log, and would miss events without a word. */
    private void start(long firstToken) {
        long next = store.headToken() + 1;
        nextToken = firstToken;
        if (firstToken > next) {
            error = ErrorCode.INVALID_REQUEST.with(
                    "Token " + firstToken + " is beyond the end of the event store, which is " + next);
        } else {
            subscription = store.onHeadMoved(this::wake);
            if (ended) {
                end();
            }
        }
    }

    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::send);
        }
    }

    private void send() {
        int seen = wakes.get();
        while (seen != 0) {
            try {
                sendWhatIsAllowed();
            } catch (RuntimeException e) {
                error = Errors.ofRead(e);
            }
            endOnError();
            seen = wakes.addAndGet(-seen);
        }
    }

    private void sendWhatIsAllowed() {
        while (mayReadMore()) {
            var page = store.read(nextToken, PAGE);
            if (page.isEmpty()) {
                return;
            }
            for (EventWithToken event : page) {
                if (!mayReadMore()) {
                    return;
                }
                nextToken = event.getToken() + 1;
                if (isWanted(event.getEvent())) {
                    permits.decrementAndGet();
                    call.onNext(event);
                }
            }
        }
    }

    private boolean mayReadMore() {
        return !ended && error == null && nextToken >= 0 && permits.get() > 0 && call.isReady();
    }

    private boolean isWanted(Event event) {
        if (unwanted.isEmpty() || skipped >= MAX_SKIPPED_EVENTS || !unwanted.contains(payloadOf(event))) {
            skipped = 0;
            return true;
        }
        skipped++;
        return false;
    }

    private static PayloadDescription payloadOf(Event event) {
        return PayloadDescription.newBuilder().setType(event.getPayload().getType()).setRevision(
                event.getPayload().getRevision()).build();
    }

    private void endOnError() {
        StatusRuntimeException failure = error;
        if (failure != null && !ended) {
            end();
            Replies.fail(call, failure);
        }
    }

    private void end() {
        ended = true;
        EventStore.Subscription current = subscription;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void onError(Throwable gone) {
        end();
    }

    @Override
    public void onCompleted() {
        end();
        if (!call.isCancelled()) {
            call.onCompleted();
        }
    }
}
