package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.event.CancelScheduledEventRequest;
import io.axoniq.axonserver.grpc.event.EventSchedulerGrpc;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import io.axoniq.axonserver.grpc.event.ScheduleEventRequest;
import io.axoniq.axonserver.grpc.event.ScheduleToken;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.store.ScheduledEvents;

/** Scheduled events. */
final class SchedulerService extends EventSchedulerGrpc.EventSchedulerImplBase {

    private static ScheduledEvents scheduledEvents() {
        return CallScope.context().scheduledEvents();
    }

    @Override
    public void scheduleEvent(ScheduleEventRequest request, StreamObserver<ScheduleToken> caller) {
        Replies.written(Replies.open(caller), request,
                () -> scheduledEvents().schedule(request.getInstant(), request.getEvent()), SchedulerService::token);
    }

    @Override
    public void rescheduleEvent(RescheduleEventRequest request, StreamObserver<ScheduleToken> caller) {
        Replies.written(Replies.open(caller), request,
                () -> scheduledEvents().reschedule(request.getToken(), request.getInstant(), request.getEvent()),
                SchedulerService::token);
    }

    /** A schedule that has fired, or never was, is as good as cancelled: the protocol calls that a success. */
    @Override
    public void cancelScheduledEvent(CancelScheduledEventRequest request, StreamObserver<InstructionAck> caller) {
        Replies.written(Replies.open(caller), scheduledEvents().cancel(request.getToken()), found -> Acks.success(""));
    }

    private static ScheduleToken token(String token) {
        return ScheduleToken.newBuilder().setToken(token).build();
    }
}
