package io.orderflow.axonserver.wire;

import com.google.protobuf.Empty;
import io.axoniq.axonserver.grpc.Component;
import io.axoniq.axonserver.grpc.admin.AdminActionResult;
import io.axoniq.axonserver.grpc.admin.EventProcessor;
import io.axoniq.axonserver.grpc.admin.EventProcessorAdminServiceGrpc;
import io.axoniq.axonserver.grpc.admin.EventProcessorIdentifier;
import io.axoniq.axonserver.grpc.admin.EventProcessorInstance;
import io.axoniq.axonserver.grpc.admin.EventProcessorSegment;
import io.axoniq.axonserver.grpc.admin.LoadBalanceRequest;
import io.axoniq.axonserver.grpc.admin.LoadBalancingStrategy;
import io.axoniq.axonserver.grpc.admin.MoveSegment;
import io.axoniq.axonserver.grpc.admin.Result;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.control.Balancing;
import io.orderflow.axonserver.control.EventProcessors;
import io.orderflow.axonserver.control.Instance;
import io.orderflow.axonserver.control.Processor;
import io.orderflow.axonserver.control.ProcessorId;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** What an operator sees of event processors, and does to them. */
final class EventProcessorAdminService extends EventProcessorAdminServiceGrpc.EventProcessorAdminServiceImplBase {

    private static final String CONTEXT = "context_name";
    private static final AdminActionResult DONE = AdminActionResult.newBuilder().setResult(Result.SUCCESS).build();

    private final EventProcessors processors;

    EventProcessorAdminService(EventProcessors processors) {
        this.processors = processors;
    }

    @Override
    public void getAllEventProcessors(Empty request, StreamObserver<EventProcessor> caller) {
        Replies.readAll(caller, () -> processors.all().stream().map(this::message).toList());
    }

    @Override
    public void getEventProcessorsByComponent(Component component, StreamObserver<EventProcessor> caller) {
        Replies.readAll(caller, () -> processors.of(component.getComponent()).stream().map(this::message).toList());
    }

    @Override
    public void pauseEventProcessor(EventProcessorIdentifier processor, StreamObserver<AdminActionResult> caller) {
        answer(caller, processors.pause(idOf(processor)));
    }

    @Override
    public void startEventProcessor(EventProcessorIdentifier processor, StreamObserver<AdminActionResult> caller) {
        answer(caller, processors.start(idOf(processor)));
    }

    @Override
    public void splitEventProcessor(EventProcessorIdentifier processor, StreamObserver<AdminActionResult> caller) {
        answer(caller, processors.split(idOf(processor)));
    }

    @Override
    public void mergeEventProcessor(EventProcessorIdentifier processor, StreamObserver<AdminActionResult> caller) {
        answer(caller, processors.merge(idOf(processor)));
    }

    @Override
    public void moveEventProcessorSegment(MoveSegment move, StreamObserver<AdminActionResult> caller) {
        answer(caller,
                processors.move(idOf(move.getEventProcessor()), move.getSegment(), move.getTargetClientId()));
    }

    private static void answer(StreamObserver<AdminActionResult> caller, CompletableFuture<Void> action) {
        Replies.written(Replies.open(caller), action, done -> DONE);
    }

    /** The end of the call says that it was done; there is no message. */
    @Override
    public void loadBalanceProcessor(LoadBalanceRequest request, StreamObserver<Empty> caller) {
        Replies.doneAfter(caller, processors.balance(idOf(request.getProcessor()), request.getStrategy()));
    }

    @Override
    public void setAutoLoadBalanceStrategy(LoadBalanceRequest request, StreamObserver<Empty> caller) {
        Replies.done(caller,
                () -> processors.balanceAlways(idOf(request.getProcessor()), request.getStrategy()));
    }

    @Override
    public void getBalancingStrategies(Empty request, StreamObserver<LoadBalancingStrategy> caller) {
        Replies.readAll(caller,
                () -> Arrays.stream(Balancing.values()).map(EventProcessorAdminService::message).toList());
    }

    /** A request without a context means that of the call; the one for administration has no processors itself. */
    private static ProcessorId idOf(EventProcessorIdentifier processor) {
        String ofCall = CallScope.contextName();
        String named = NewerFields.text(processor, CONTEXT);
        String context = !named.isEmpty()
                ? named
                : ofCall.equals(CallScope.ADMIN_CONTEXT) ? "" : ofCall;
        return new ProcessorId(context, processor.getProcessorName(), processor.getTokenStoreIdentifier());
    }

    private static LoadBalancingStrategy message(Balancing strategy) {
        return LoadBalancingStrategy.newBuilder().setStrategy(strategy.code()).setLabel(strategy.label()).build();
    }

    private EventProcessor message(Processor processor) {
        EventProcessorIdentifier.Builder id = EventProcessorIdentifier.newBuilder();
        return NewerFields.with(EventProcessor.newBuilder(), "load_balancing_strategy_name",
                processors.strategyOf(processor.id()).code())
                .setIdentifier(NewerFields.with(id, CONTEXT, processor.id().context())
                        .setProcessorName(processor.id().name())
                        .setTokenStoreIdentifier(processor.id().tokenStoreId()))
                .setMode(processor.mode())
                .setIsStreaming(processor.isStreaming())
                .addAllClientInstance(processor.instances().stream().map(EventProcessorAdminService::message).toList())
                .build();
    }

    private static EventProcessorInstance message(Instance instance) {
        return EventProcessorInstance.newBuilder()
                .setClientId(instance.clientId())
                .setIsRunning(instance.info().getRunning())
                .setMaxCapacity(instance.capacity())
                .addAllClaimedSegment(instance.info().getSegmentStatusList().stream()
                        .map(segment -> message(segment, instance.clientId()))
                        .toList())
                .build();
    }

    private static EventProcessorSegment message(SegmentStatus segment, String clientId) {
        return EventProcessorSegment.newBuilder()
                .setId(segment.getSegmentId())
                .setOnePartOf(segment.getOnePartOf())
                .setClaimedBy(clientId)
                .setIsCaughtUp(segment.getCaughtUp())
                .setIsReplaying(segment.getReplaying())
                .setTokenPosition(segment.getTokenPosition())
                .setIsInError(!segment.getErrorState().isEmpty())
                .setError(segment.getErrorState())
                .build();
    }
}
