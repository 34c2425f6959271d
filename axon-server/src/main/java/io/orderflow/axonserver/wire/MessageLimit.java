package io.orderflow.axonserver.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import io.axoniq.axonserver.grpc.event.ScheduleEventRequest;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryRequest;
import io.axoniq.axonserver.grpc.streams.StreamSignal;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps from clients what they cannot read: a message beyond their limit ends the whole stream it comes on, and where
 * the client asks again, it comes again. So a request that is too large is refused while its sender can still be told,
 * an answer that is too large fails the one call that waits for it, and a reader of events learns where the event is
 * that it cannot read. What a handler sends on its lasting stream is never refused there, because other messages depend on that:
 * {@link LargeAnswers} reads it.
 *
 * <p>gRPC's interceptor is called on the threads of the calls, many at once, so it keeps nothing itself. A call's own part is used
 * by several threads: whoever sends first what is too large ends the call.
 */
final class MessageLimit implements ServerInterceptor {

    /** What is around an event or a request when it is passed on: tokens, identifiers, times. */
    static final int ENVELOPE_BYTES = 1024;

    private final int maxBytes;

    MessageLimit(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        LimitedCall<Q, R> limited = new LimitedCall<>(call);
        return limited.listener(next.startCall(limited, headers));
    }

    private static int bytesOf(Object message) {
        if (message instanceof StoredEvent event) {
            ByteString unparsed = event.unparsed();
            return unparsed != null ? unparsed.size() : event.event().getSerializedSize();
        }
        return message instanceof MessageLite lite ? lite.getSerializedSize() : 0;
    }

    /** Clients take the one for a failed publication of events. */
    private static ErrorCode codeOf(Object message) {
        boolean event = message instanceof StoredEvent || message instanceof Event
                || message instanceof ScheduleEventRequest || message instanceof RescheduleEventRequest
                || message.getClass().getSimpleName().equals("StreamSignal");
        return event ? ErrorCode.TOO_LARGE : ErrorCode.MESSAGE_TOO_LARGE;
    }

    /**
     * Says that something is too large.
     *
     * @param what
     *            has that many bytes
     */
    static String sentence(String what, int bytes, int maxBytes) {
        return what + " has " + bytes + " bytes, and clients read " + maxBytes
                + " (--max-message-bytes; a client's own limit is its max-message-size)";
    }

    private static String nameOf(Object message) {
        return switch (message) {
            case StoredEvent event when event.token() >= 0 -> "The event at token " + event.token() + " ("
                    + nameOf(event.event()) + ')';
            case StoredEvent snapshot -> nameOf(snapshot.event());
            case Event event -> (event.getSnapshot() ? "A snapshot" : "An event") + " of type "
                    + event.getPayload().getType() + (event.getAggregateIdentifier().isEmpty()
                            ? ""
                            : ", aggregate " + event.getAggregateIdentifier() + " at sequence number "
                                    + event.getAggregateSequenceNumber());
            default -> message.getClass().getSimpleName().equals("StreamSignal")
                    ? Signals.nameOf(message)
                    : "A message of type " + message.getClass().getSimpleName();
        };
    }

    /** Apart, because connectors before 2024.1 do not know this message. */
    private static final class Signals {
        static String nameOf(Object message) {
            return message instanceof StreamSignal signal && signal.hasEvent()
                    ? "The event at token " + signal.getEvent().getEvent().getToken()
                    : "A signal of a persistent stream";
        }
    }

    /** One call, which ends at the first message that is too large. */
    private final class LimitedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final AtomicBoolean refused = new AtomicBoolean();

        LimitedCall(ServerCall<Q, R> call) {
            super(call);
        }

        private void refuse(Object message, int bytes) {
            if (refused.compareAndSet(false, true)) {
                ErrorCode code = codeOf(message);
                super.close(code.status(sentence(nameOf(message), bytes, maxBytes)), code.trailers());
            }
        }

        @Override
        public boolean isReady() {
            return !refused.get() && super.isReady();
        }

        @Override
        public void sendMessage(R message) {
            int bytes = bytesOf(message);
            if (bytes > maxBytes - ENVELOPE_BYTES / 2) {
                refuse(message, bytes);
            } else if (!refused.get()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!refused.get()) {
                super.close(status, trailers);
            }
        }

        /** For the service a refused call is one that its client has given up. */
        ServerCall.Listener<Q> listener(ServerCall.Listener<Q> service) {
            return new SimpleForwardingServerCallListener<>(service) {
                @Override
                public void onMessage(Q message) {
                    int bytes = bytesOf(message);
                    if (bytes > maxBytes - ENVELOPE_BYTES && (message instanceof SubscriptionQueryRequest
                            || getMethodDescriptor().getType() != MethodType.BIDI_STREAMING)) {
                        refuse(message, bytes);
                    }
                    if (!refused.get()) {
                        super.onMessage(message);
                    }
                }

                @Override
                public void onHalfClose() {
                    if (!refused.get()) {
                        super.onHalfClose();
                    }
                }

                @Override
                public void onComplete() {
                    if (refused.get()) {
                        super.onCancel();
                    } else {
                        super.onComplete();
                    }
                }
            };
        }
    }
}
