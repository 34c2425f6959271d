package io.orderflow.axonserver.wire;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import io.axoniq.axonserver.grpc.event.ScheduleToken;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.ScheduledEvents;
import io.orderflow.axonserver.store.ScheduledEvents.Scheduled;
import java.util.List;

/**
 * What a move of a context needs and the protocol does not have. It is a service of this server alone, made of messages of
 * the protocol: no other server knows it.
 */
public final class TransferService {

    private static final String NAME = "io.orderflow.axonserver.TransferService";

    /** The scheduled events that wait for their time, soonest first, each with its token. */
    public static final MethodDescriptor<Empty, RescheduleEventRequest> LIST_SCHEDULED_EVENTS = method(
            "ListScheduledEvents", MethodType.SERVER_STREAMING, Empty.getDefaultInstance(),
            RescheduleEventRequest.getDefaultInstance());

    /** Schedules an event under the token that it has on another server of this kind; answers its token here. */
    public static final MethodDescriptor<RescheduleEventRequest, ScheduleToken> RESTORE_SCHEDULED_EVENT = method(
            "RestoreScheduledEvent", MethodType.UNARY, RescheduleEventRequest.getDefaultInstance(),
            ScheduleToken.getDefaultInstance());

    /** Lets an empty context begin at a token; answers the token of its next event. */
    public static final MethodDescriptor<TrackingToken, TrackingToken> BEGIN_AT = method("BeginAt", MethodType.UNARY,
            TrackingToken.getDefaultInstance(), TrackingToken.getDefaultInstance());

    private static final PageLimit PAGE = new PageLimit(64, 512 << 10);

    private TransferService() {}

    private static <Q extends Message, R extends Message> MethodDescriptor<Q, R> method(String name, MethodType type,
            Q request, R answer) {
        return MethodDescriptor.<Q, R>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, name))
                .setRequestMarshaller(ProtoUtils.marshaller(request))
                .setResponseMarshaller(ProtoUtils.marshaller(answer))
                .build();
    }

    static ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(NAME)
                .addMethod(LIST_SCHEDULED_EVENTS,
                        ServerCalls.asyncServerStreamingCall((request, caller) -> list(caller)))
                .addMethod(RESTORE_SCHEDULED_EVENT, ServerCalls.asyncUnaryCall(TransferService::restore))
                .addMethod(BEGIN_AT, ServerCalls.asyncUnaryCall(TransferService::beginAt))
                .build();
    }

    private static void list(StreamObserver<RescheduleEventRequest> caller) {
        PagedReply.start(caller, new ScheduledPages(CallScope.context().scheduledEvents()));
    }

    private static void restore(RescheduleEventRequest request, StreamObserver<ScheduleToken> caller) {
        ScheduledEvents events = CallScope.context().scheduledEvents();
        Replies.written(Replies.open(caller), request,
                () -> events.restore(new Scheduled(request.getToken(), request.getInstant(), request.getEvent())),
                token -> ScheduleToken.newBuilder().setToken(token).build());
    }

    private static void beginAt(TrackingToken request, StreamObserver<TrackingToken> caller) {
        Replies.written(Replies.open(caller), CallScope.context().beginAt(request.getToken()),
                token -> TrackingToken.newBuilder().setToken(token).build());
    }

    /** Pages of scheduled events. */
    private static final class ScheduledPages implements PagedReply.Pages<RescheduleEventRequest> {
        private final ScheduledEvents events;
        private String last = "";

        ScheduledPages(ScheduledEvents events) {
            this.events = events;
        }

        @Override
        public PagedReply.Page<RescheduleEventRequest> next() {
            List<Scheduled> page = events.page(last, PAGE);
            if (page.isEmpty()) {
                return new PagedReply.Page<>(List.of(), true);
            }
            last = page.getLast().token();
            return new PagedReply.Page<>(page.stream().map(ScheduledPages::message).toList(), false);
        }

        private static RescheduleEventRequest message(Scheduled scheduled) {
            return RescheduleEventRequest.newBuilder()
                    .setToken(scheduled.token())
                    .setInstant(scheduled.epochMillis())
                    .setEvent(scheduled.event())
                    .build();
        }
    }
}
