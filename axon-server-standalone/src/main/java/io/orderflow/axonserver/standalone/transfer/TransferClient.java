package io.orderflow.axonserver.standalone.transfer;

import com.google.protobuf.Empty;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.orderflow.axonserver.wire.TransferService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The calls of a move that only a server of our own knows; each answer is empty where it is another one. Thread-safe. */
final class TransferClient implements AutoCloseable {

    private static final Metadata.Key<String> CONTEXT = Metadata.Key.of("AxonIQ-Context",
            Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ACCESS_TOKEN = Metadata.Key.of("AxonIQ-Access-Token",
            Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel connection;
    private final Channel channel;

    TransferClient(ManagedChannel connection, String context, Optional<String> token) {
        Metadata headers = new Metadata();
        headers.put(CONTEXT, context);
        token.ifPresent(secret -> headers.put(ACCESS_TOKEN, secret));
        this.connection = connection;
        this.channel = ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** The events that wait for their time. */
    Optional<List<RescheduleEventRequest>> scheduledEvents() {
        return whereKnown(() -> {
            List<RescheduleEventRequest> events = new ArrayList<>();
            ClientCalls.blockingServerStreamingCall(channel, TransferService.LIST_SCHEDULED_EVENTS,
                    CallOptions.DEFAULT, Empty.getDefaultInstance()).forEachRemaining(events::add);
            return events;
        });
    }

    /** Schedules an event under the token that it has elsewhere; answers its token here. */
    Optional<String> restore(RescheduleEventRequest scheduled) {
        return whereKnown(() -> ClientCalls.blockingUnaryCall(channel, TransferService.RESTORE_SCHEDULED_EVENT,
                CallOptions.DEFAULT, scheduled).getToken());
    }

    /** Lets the context begin at a token if it is empty; answers the token of its next event. */
    Optional<Long> beginAt(long token) {
        return whereKnown(() -> ClientCalls.blockingUnaryCall(channel, TransferService.BEGIN_AT, CallOptions.DEFAULT,
                TrackingToken.newBuilder().setToken(token).build()).getToken());
    }

    private static <T> Optional<T> whereKnown(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return Optional.empty();
            }
            throw Failures.of(e);
        }
    }

    @Override
    public void close() {
        connection.shutdownNow();
    }
}
