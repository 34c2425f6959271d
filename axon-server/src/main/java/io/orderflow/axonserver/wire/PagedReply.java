package io.orderflow.axonserver.wire;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.List;

/**
 * Sends pages as fast as the client takes them: a page is read when the one before it is gone, so a slow client costs a
 * page of memory. gRPC runs the start and the calls for more one after the other.
 */
final class PagedReply<T> implements Runnable {

    /** What may wait on the connection: with gRPC's own 32 KiB, a usual aggregate would take two turns. */
    private static final int WAITING_BYTES = 64 << 10;

    private final ServerCallStreamObserver<T> call;
    private final Pages<T> pages;
    private Iterator<T> page = List.<T>of().iterator();
    private boolean lastPage;
    private boolean ended;

    private PagedReply(ServerCallStreamObserver<T> call, Pages<T> pages) {
        this.call = call;
        this.pages = pages;
    }

    static <T> void start(StreamObserver<T> caller, Pages<T> pages) {
        ServerCallStreamObserver<T> call = Replies.open(caller);
        PagedReply<T> reply = new PagedReply<>(call, pages);
        Replies.readyBelow(call, WAITING_BYTES);
        call.setOnReadyHandler(reply);
        reply.run();
    }

    @Override
    public void run() {
        try {
            while (!ended && !call.isCancelled() && call.isReady()) {
                if (page.hasNext()) {
                    call.onNext(page.next());
                } else if (lastPage) {
                    ended = true;
                    call.onCompleted();
                } else {
                    Page<T> read = pages.next();
                    page = read.messages().iterator();
                    lastPage = read.last();
                }
            }
        } catch (RuntimeException e) {
            ended = true;
            Replies.fail(call, Errors.ofRead(e));
        }
    }

    /** Where pages come from. */
    interface Pages<T> {
        Page<T> next();
    }

    /**
     * Some messages.
     *
     * @param last
     *            whether there are none after them
     */
    record Page<T>(List<T> messages, boolean last) {}
}
