package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.control.CommandSubscription;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.QuerySubscription;
import io.axoniq.axonserver.grpc.control.TopologyChange;
import io.axoniq.axonserver.grpc.control.UpdateType;
import io.orderflow.axonserver.routing.Topology;

/** What clients that watch the topology are told. Loaded when one does, because older connectors lack these messages. */
final class TopologyMessages {

    private TopologyMessages() {}

    static PlatformOutboundInstruction of(Topology.Change change) {
        Topology.Handler handler = change.handler();
        TopologyChange.Builder message = TopologyChange.newBuilder()
                .setContext(change.context())
                .setClientId(handler.clientId())
                .setClientStreamId(handler.clientId())
                .setComponentName(handler.component());
        if (handler.ofCommands()) {
            message.setUpdateType(change.added() ? UpdateType.ADD_COMMAND_HANDLER : UpdateType.REMOVE_COMMAND_HANDLER)
                    .setCommand(CommandSubscription.newBuilder()
                            .setName(handler.name())
                            .setLoadFactor(handler.loadFactor()));
        } else {
            message.setUpdateType(change.added() ? UpdateType.ADD_QUERY_HANDLER : UpdateType.REMOVE_QUERY_HANDLER)
                    .setQuery(QuerySubscription.newBuilder().setName(handler.name()));
        }
        return PlatformOutboundInstruction.newBuilder().setTopologyChange(message).build();
    }
}
