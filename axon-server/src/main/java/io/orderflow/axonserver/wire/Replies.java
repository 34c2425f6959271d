package io.orderflow.axonserver.wire;

import com.google.protobuf.Empty;
import com.google.protobuf.MessageLite;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.routing.Sender;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers to calls that get one message. A caller that is gone is nobody's error. */
final class Replies {

    private static final boolean HAS_THRESHOLD = Arrays.stream(ServerCallStreamObserver.class.getMethods())
            .anyMatch(method -> method.getName().equals("setOnReadyThreshold"));

    private Replies() {}

    /** The caller's side of a call, made safe to answer after the caller has cancelled. Only while the call starts. */
    static <T> ServerCallStreamObserver<T> open(StreamObserver<T> caller) {
        ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) caller;
        call.setOnCancelHandler(() -> {});
        return call;
    }

    /** What may wait on the connection before the call counts as not ready; gRPC before 1.57 has a fixed 32 KiB. */
    static void readyBelow(ServerCallStreamObserver<?> call, int waitingBytes) {
        if (HAS_THRESHOLD) {
            call.setOnReadyThreshold(waitingBytes);
        }
    }

    static <T> void send(ServerCallStreamObserver<T> call, T message) {
        if (!call.isCancelled()) {
            call.onNext(message);
            call.onCompleted();
        }
    }

    static void fail(ServerCallStreamObserver<?> call, StatusRuntimeException error) {
        if (!call.isCancelled()) {
            call.onError(error);
        }
    }

    /** Answers with what a read finds. */
    static <T> void read(StreamObserver<T> caller, Supplier<T> reading) {
        ServerCallStreamObserver<T> call = open(caller);
        T message;
        try {
            message = reading.get();
        } catch (RuntimeException e) {
            fail(call, Errors.ofRead(e));
            return;
        }
        send(call, message);
    }

    /** Answers with all that a read finds, which is little. */
    static <T> void readAll(StreamObserver<T> caller, Supplier<List<T>> reading) {
        ServerCallStreamObserver<T> call = open(caller);
        List<T> messages;
        try {
            messages = reading.get();
        } catch (RuntimeException e) {
            fail(call, Errors.ofRead(e));
            return;
        }
        if (!call.isCancelled()) {
            messages.forEach(call::onNext);
            call.onCompleted();
        }
    }

    /** Answers by the end of the call, without a message, that something was done. */
    static void done(StreamObserver<Empty> caller, Runnable action) {
        readAll(caller, () -> {
            action.run();
            return List.of();
        });
    }

    /** Answers by the end of the call, without a message, when something is done. */
    static void doneAfter(StreamObserver<Empty> caller, CompletionStage<?> action) {
        ServerCallStreamObserver<Empty> call = open(caller);
        action.whenComplete((value, thrown) -> {
            if (thrown != null) {
                fail(call, Errors.ofWrite(thrown));
            } else if (!call.isCancelled()) {
                call.onCompleted();
            }
        });
    }

    /** Answers when a write is on the disk, for whose request there has to be room until then. */
    static <V, T> void written(ServerCallStreamObserver<T> call, MessageLite request,
            Supplier<CompletionStage<V>> writing, Function<V, T> answer) {
        Sender sender = CallScope.peer().sender();
        long bytes = Sender.costOf(request);
        if (sender.reserve(bytes)) {
            written(call, writing.get().whenComplete((value, thrown) -> sender.release(bytes)), answer);
        } else {
            fail(call, ErrorCode.BUSY.with("Too much of this client waits to be stored"));
        }
    }

    /** Answers when a write is on the disk, on a thread of the store. */
    static <V, T> void written(ServerCallStreamObserver<T> call, CompletionStage<V> writing, Function<V, T> answer) {
        writing.whenComplete((value, thrown) -> {
            if (thrown == null) {
                send(call, answer.apply(value));
            } else {
                fail(call, Errors.ofWrite(thrown));
            }
        });
    }
}
