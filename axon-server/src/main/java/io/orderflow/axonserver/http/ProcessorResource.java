package io.orderflow.axonserver.http;

import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.control.EventProcessors;
import io.orderflow.axonserver.control.Instance;
import io.orderflow.axonserver.control.Processor;
import io.orderflow.axonserver.control.ProcessorId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** The event processors of a component: seen, paused, started, and their segments split, merged and moved. */
record ProcessorResource(Contexts contexts, EventProcessors processors) {

    private static final String PROCESSORS = "/v1/components/{component}/processors";
    private static final String PROCESSOR = PROCESSORS + "/{processor}";

    void addTo(Routes routes) {
        routes.add("GET", PROCESSORS, request -> Answer.ok(in(request).stream().map(this::view).toList()))
                .add("PATCH", PROCESSOR + "/pause", request -> act(request, EventProcessors::pause))
                .add("PATCH", PROCESSOR + "/start", request -> act(request, EventProcessors::start))
                .add("PATCH", PROCESSOR + "/segments/split", request -> act(request, EventProcessors::split))
                .add("PATCH", PROCESSOR + "/segments/merge", request -> act(request, EventProcessors::merge))
                .add("PATCH", PROCESSOR + "/segments/{segment}/move", this::move);
    }

    private Answer move(Request request) {
        int segment = request.intVariable("segment");
        String target = request.requiredParameter("target");
        return act(request, (all, id) -> all.move(id, segment, target));
    }

    /** Answers when the clients have done it. */
    private Answer act(Request request, BiFunction<EventProcessors, ProcessorId, CompletableFuture<Void>> action) {
        ProcessorId id = new ProcessorId(contextOf(request), request.variable("processor"),
                request.parameter("tokenStoreIdentifier", ""));
        if (in(request).stream().noneMatch(processor -> processor.id().name().equals(id.name()))) {
            throw HttpProblem.notFound("Component " + request.variable("component") + " has no event processor " + id);
        }
        action.apply(processors, id).join();
        return Answer.done();
    }

    private List<Processor> in(Request request) {
        String context = contextOf(request);
        return processors.of(request.variable("component")).stream()
                .filter(processor -> processor.id().context().equals(context))
                .toList();
    }

    private String contextOf(Request request) {
        return contexts.require(request.parameter("context", Contexts.DEFAULT)).name();
    }

    private View view(Processor processor) {
        return new View(processor.id().name(), processor.id().context(), processor.id().tokenStoreId(),
                processor.mode(), processor.isStreaming(), processor.activeThreads(),
                processors.strategyOf(processor.id()).code(),
                processor.instances().stream().map(InstanceView::new).toList());
    }

    /** Who pauses a processor waits until it has no active thread. */
    private record View(String name, String context, String tokenStoreIdentifier, String mode, boolean streaming,
            int activeThreads, String loadBalancingStrategy, List<InstanceView> instances) {}

    private record InstanceView(String clientId, String component, boolean running, boolean error, int activeThreads,
            int availableThreads, List<Segment> segments) {
        InstanceView(Instance instance) {
            this(instance.clientId(), instance.component(), instance.info().getRunning(), instance.info().getError(),
                    instance.info().getActiveThreads(), instance.info().getAvailableThreads(),
                    instance.info().getSegmentStatusList().stream().map(Segment::new).toList());
        }
    }

    private record Segment(int id, int onePartOf, long tokenPosition, boolean caughtUp, boolean replaying,
            String error) {
        Segment(SegmentStatus status) {
            this(status.getSegmentId(), status.getOnePartOf(), status.getTokenPosition(), status.getCaughtUp(),
                    status.getReplaying(), status.getErrorState());
        }
    }
}
