package io.orderflow.query.server;

import io.axoniq.axonserver.grpc.admin.Client;
import io.axoniq.axonserver.grpc.admin.ClientApplication;
import io.axoniq.axonserver.grpc.admin.QueryInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.orderflow.query.server.ProcessorView.ProcessorSegment;
import io.orderflow.query.server.ProcessorView.SegmentState;
import io.orderflow.query.server.ServerView.Application;
import io.orderflow.query.server.ServerView.Handlers;
import io.orderflow.query.server.ServerView.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Translates what the event server tells of its clients. Stateless. */
final class ServerViews {

    private ServerViews() {}

    /** The instances of a processor that share its checkpoints. */
    private record ProcessorKey(String component, String name, String tokenStore) {}

    private record ProcessorInstance(String client, EventProcessorInfo info) {}

    static Application application(ClientApplication application) {
        return new Application(application.getName(),
                application.getClientsList().stream().map(ServerViews::instance).toList(),
                new Handlers(application.getCommandsList().stream().sorted().toList(),
                        application.getQueriesList().stream().map(QueryInfo::getRequest).sorted().toList(),
                        application.getClientsList().stream().flatMap(client -> client.getProcessorsList().stream())
                                .map(EventProcessorInfo::getProcessorName).distinct().sorted().toList()));
    }

    private static Instance instance(Client client) {
        return new Instance(client.getName(), client.getNode(),
                client.getProcessorsList().stream().mapToInt(EventProcessorInfo::getActiveThreads).sum(),
                client.getProcessorsList().stream().mapToInt(EventProcessorInfo::getAvailableThreads).sum());
    }

    /** @param head the position of the last event of the log */
    static List<ProcessorView> processors(List<ClientApplication> applications, String context, long head) {
        Map<ProcessorKey, List<ProcessorInstance>> found = new LinkedHashMap<>();
        for (ClientApplication application : applications) {
            for (Client client : application.getClientsList()) {
                for (EventProcessorInfo info : client.getProcessorsList()) {
                    found.computeIfAbsent(new ProcessorKey(application.getName(), info.getProcessorName(),
                            info.getTokenStoreIdentifier()), key -> new ArrayList<>())
                            .add(new ProcessorInstance(client.getName(), info));
                }
            }
        }
        return found.entrySet().stream()
                .map(processor -> processor(processor.getKey(), context, processor.getValue(), head))
                .sorted(Comparator.comparing(ProcessorView::component).thenComparing(ProcessorView::name))
                .toList();
    }

    private static ProcessorView processor(ProcessorKey key, String context, List<ProcessorInstance> instances,
            long head) {
        EventProcessorInfo any = instances.getFirst().info();
        List<ProcessorSegment> segments = instances.stream()
                .flatMap(instance -> instance.info().getSegmentStatusList().stream()
                        .map(segment -> segment(segment, instance, head)))
                .sorted(Comparator.comparingInt(ProcessorSegment::id))
                .toList();
        return new ProcessorView(key.component(), key.name(), context,
                key.tokenStore().isEmpty() ? null : key.tokenStore(), any.getMode(), any.getIsStreamingProcessor(),
                instances.stream().anyMatch(instance -> instance.info().getRunning()),
                instances.stream().anyMatch(instance -> instance.info().getError())
                        || segments.stream().anyMatch(segment -> segment.error() != null),
                segments);
    }

    private static ProcessorSegment segment(SegmentStatus segment, ProcessorInstance instance, long head) {
        return new ProcessorSegment(segment.getSegmentId(), segment.getOnePartOf(), segment.getTokenPosition(),
                Math.max(0, head - segment.getTokenPosition()), instance.client(),
                stateOf(segment, instance.info().getRunning()),
                segment.getErrorState().isEmpty() ? null : segment.getErrorState());
    }

    private static SegmentState stateOf(SegmentStatus segment, boolean running) {
        if (!segment.getErrorState().isEmpty()) {
            return SegmentState.FAILING;
        }
        if (!running) {
            return SegmentState.PAUSED;
        }
        return segment.getReplaying()
                ? SegmentState.REPLAYING
                : segment.getCaughtUp() ? SegmentState.CAUGHT_UP : SegmentState.BEHIND;
    }
}
