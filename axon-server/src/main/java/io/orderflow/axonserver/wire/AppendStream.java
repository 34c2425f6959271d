package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.routing.Sender;
import io.orderflow.axonserver.store.EventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Collects the events of one transaction and appends them when the client commits, which it does by completing the
 * stream.
 * A stream that ends in any other way leaves nothing behind. Until they are stored, its events count as kept for the
 * client. gRPC calls it by one thread at a time.
 */
final class AppendStream implements StreamObserver<Event> {

    /** The bounds of one transaction, which is kept in memory until it is committed. */
    private static final int MAX_TRANSACTION_EVENTS = 100_000;
    private static final long MAX_TRANSACTION_BYTES = 64L << 20;

    static final Confirmation CONFIRMED = Confirmation.newBuilder().setSuccess(true).build();

    private final EventStore store;
    private final Sender sender;
    private final ServerCallStreamObserver<Confirmation> call;
    private List<Event> events = new ArrayList<>();
    private long bytes;
    private long reservedBytes;
    private boolean refused;

    AppendStream(EventStore store, Sender sender, StreamObserver<Confirmation> caller) {
        this.store = store;
        this.sender = sender;
        this.call = Replies.open(caller);
    }

    @Override
    public void onNext(Event event) {
        if (refused) {
            return;
        }
        long cost = Sender.costOf(event);
        if (!sender.reserve(cost)) {
            refuse(ErrorCode.BUSY.with("Too many events of this client wait to be stored"));
            return;
        }
        reservedBytes += cost;
        events.add(event);
        bytes += event.getSerializedSize();
        if (events.size() > MAX_TRANSACTION_EVENTS || bytes > MAX_TRANSACTION_BYTES) {
            refuse(ErrorCode.TOO_LARGE.with("A transaction has at most " + MAX_TRANSACTION_EVENTS + " events and "
                    + MAX_TRANSACTION_BYTES + " bytes"));
        }
    }

    private void refuse(StatusRuntimeException error) {
        drop();
        Replies.fail(call, error);
    }

    private void drop() {
        refused = true;
        events = List.of();
        sender.release(reservedBytes);
        reservedBytes = 0;
    }

    @Override
    public void onError(Throwable error) {
        drop();
    }

    @Override
    public void onCompleted() {
        if (!refused) {
            long untilStored = reservedBytes;
            reservedBytes = 0;
            CompletionStage<Long> stored = store.append(events).whenComplete(
                    (lastToken, thrown) -> sender.release(untilStored));
            events = List.of();
            Replies.written(call, stored, lastToken -> CONFIRMED);
        }
    }
}
