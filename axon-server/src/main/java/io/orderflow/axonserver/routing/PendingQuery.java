package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A query on its way to one handler, and the pace of that handler's answers. Thread-safe. */
final class PendingQuery extends Pending {

    private static final ProcessingInstruction SERVER_STREAMS = ProcessingInstruction.newBuilder()
            .setKey(ProcessingKey.SERVER_SUPPORTS_STREAMING)
            .setValue(MetaDataValue.newBuilder().setBooleanValue(true))
            .build();

    private final String name;
    private final @Nullable String component;
    private final QueryReply reply;
    private final @Nullable AnswerWindow window;
    private final AtomicReference<@Nullable QueryRequest> unsent;
    private final AtomicReference<@Nullable QueryResponse> heldError = new AtomicReference<>();
    private volatile @Nullable QuerySink handler;

    /**
     * @param component
     *            whose handlers may get it; null for all
     */
    PendingQuery(QueryRequest query, Sender sender, @Nullable String component, QueryReply reply) {
        super(query.getMessageIdentifier(), sender, Sender.costOf(query), query.getProcessingInstructionsList(),
                QueryRouter.DEFAULT_TIMEOUT);
        this.name = query.getQuery();
        this.component = component;
        this.reply = reply;
        boolean streams = Instructions.flag(query.getProcessingInstructionsList(),
                ProcessingKey.CLIENT_SUPPORTS_STREAMING);
        this.window = streams ? new AnswerWindow() : null;
        this.unsent = new AtomicReference<>(
                streams ? query.toBuilder().addProcessingInstructions(SERVER_STREAMS).build() : query);
    }

    @Override
    String name() {
        return name;
    }

    @Nullable
    String component() {
        return component;
    }

    /** Brings it to its handler, once. */
    void sendTo(QuerySink sink) {
        QueryRequest query = unsent.getAndSet(null);
        if (query != null) {
            sink.query(query);
            handler = sink;
            if (window != null) {
                window.open();
                requestMore();
            }
        }
    }

    void answered(QueryResponse response) {
        if (window != null) {
            window.received(response.getSerializedSize());
        }
        if (isError(response)) {
            heldError.compareAndSet(null, response);
            requestMore();
        } else {
            heldError.set(null);
            reply.answered(response);
        }
    }

    private static boolean isError(QueryResponse response) {
        return response.hasErrorMessage() || !response.getErrorCode().isEmpty();
    }

    /**
     * A client may have several handlers of one query, of which one fails while others answer. An error that an answer
     * follows is theirs alone; the last word is passed on, because it may as well be the end of a stream that broke.
     */
    private boolean passOnError() {
        QueryResponse error = heldError.getAndSet(null);
        if (error != null) {
            reply.answered(error);
        }
        return error != null;
    }

    /** Lets a streaming handler go on where the sender keeps up with its answers. */
    void requestMore() {
        QuerySink sink = handler;
        if (window != null && sink != null && !hasEnded() && reply.isKeepingUp()) {
            long more = window.topUp();
            if (more > 0) {
                sink.request(id(), more);
            }
        }
    }

    /** Ends it with an error that is not held, because no answer makes up for it. */
    void failWith(QueryResponse error) {
        heldError.set(error);
        complete();
    }

    void complete() {
        if (end()) {
            passOnError();
            reply.partCompleted();
        }
    }

    @Override
    void report(RoutingFailure failure) {
        if (passOnError()) {
            reply.partCompleted();
        } else {
            reply.partFailed(failure);
        }
    }
}
