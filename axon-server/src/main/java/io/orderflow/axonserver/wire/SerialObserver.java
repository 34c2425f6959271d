package io.orderflow.axonserver.wire;

import com.google.protobuf.MessageLite;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.routing.Sender;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets several threads send on one stream, which gRPC alone does not. Whoever finds the stream idle sends, also what
 * others add meanwhile: nobody waits and no lock is held while sending. Nothing is sent after the end, or to a caller
 * that is gone. A caller to whom much is sent though it reads nothing loses the stream.
 */
final class SerialObserver<T extends MessageLite> implements StreamObserver<T> {

    /** What may be sent ahead to a caller that does not read: acknowledgements and the like, which nothing paces. */
    private static final long MAX_UNREAD_BYTES = 64L << 20;

    private final ServerCallStreamObserver<T> call;
    private final Queue<Signal<T>> signals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsent = new AtomicInteger();
    private long unreadBytes;
    private boolean ended;

    private SerialObserver(ServerCallStreamObserver<T> call) {
        this.call = call;
    }

    /** Only while the call starts. */
    static <T extends MessageLite> SerialObserver<T> of(StreamObserver<T> caller) {
        return new SerialObserver<>(Replies.open(caller));
    }

    /** Runs when the caller cancels the call or its connection is lost. Only while the call starts. */
    void onCancel(Runnable action) {
        call.setOnCancelHandler(action);
    }

    /** Runs each time that the caller takes messages again. Only while the call starts. */
    void onReady(Runnable action) {
        call.setOnReadyHandler(action);
    }

    /** Whether the caller takes messages faster than they come. */
    boolean isReady() {
        return call.isReady();
    }

    @Override
    public void onNext(T message) {
        onNext(message, () -> {});
    }

    /**
     * Sends a message like {@link #onNext(MessageLite)}.
     *
     * @param before
     *            runs right before the message goes: in the order of the messages, and not where the message is dropped
     */
    void onNext(T message, Runnable before) {
        signal(new Signal<>(message, null, before));
    }

    @Override
    public void onError(Throwable error) {
        signal(new Signal<>(null, error, () -> {}));
    }

    @Override
    public void onCompleted() {
        signal(new Signal<>(null, null, () -> {}));
    }

    private void signal(Signal<T> signal) {
        signals.add(signal);
        if (unsent.getAndIncrement() == 0) {
            do {
                Signal<T> next = signals.poll();
                if (next != null) {
                    send(next);
                }
            } while (unsent.decrementAndGet() != 0);
        }
    }

    private void send(Signal<T> signal) {
        if (ended || call.isCancelled()) {
            return;
        }
        if (signal.message() != null) {
            unreadBytes = call.isReady() ? 0 : unreadBytes + Sender.costOf(signal.message());
            if (unreadBytes <= MAX_UNREAD_BYTES) {
                signal.before().run();
                call.onNext(signal.message());
                return;
            }
        }
        ended = true;
        if (signal.message() != null) {
            call.onError(Status.RESOURCE_EXHAUSTED.withDescription("Too much is unread on this stream")
                    .asRuntimeException());
        } else if (signal.error() != null) {
            call.onError(signal.error());
        } else {
            call.onCompleted();
        }
    }

    /** A message, an error, or, with neither, the end. */
    private record Signal<T>(@Nullable T message, @Nullable Throwable error, Runnable before) {}
}
