package io.orderflow.axonserver.wire;

import com.google.protobuf.Empty;
import io.axoniq.axonserver.grpc.admin.GetReplicationGroupRequest;
import io.axoniq.axonserver.grpc.admin.NodeOverview;
import io.axoniq.axonserver.grpc.admin.ReplicationGroupAdminServiceGrpc;
import io.axoniq.axonserver.grpc.admin.ReplicationGroupMember;
import io.axoniq.axonserver.grpc.admin.ReplicationGroupOverview;
import io.axoniq.axonserver.grpc.admin.Role;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Contexts;

/**
 * One node is one replication group with all contexts in it. There is nothing to change about that, and what would
 * change it is not implemented.
 */
final class ReplicationGroups extends ReplicationGroupAdminServiceGrpc.ReplicationGroupAdminServiceImplBase {

    /** The only one; a request that names none means this one. */
    static final String NAME = "default";

    private final Contexts contexts;
    private final NodeInfo node;

    ReplicationGroups(Contexts contexts, NodeInfo node) {
        this.contexts = contexts;
        this.node = node;
    }

    void requireOnlyOne(String name) {
        if (!name.isEmpty() && !name.equals(NAME)) {
            throw ErrorCode.INVALID_REQUEST.with(
                    "There is no replication group " + name + ": this server is one node, with the group " + NAME);
        }
    }

    ReplicationGroupOverview overview() {
        return ReplicationGroupOverview.newBuilder()
                .setName(NAME)
                .addMembers(ReplicationGroupMember.newBuilder()
                        .setNodeName(node.getNodeName())
                        .setHost(node.getHostName())
                        .setPort(node.getGrpcPort())
                        .setRole(Role.ROLE_PRIMARY))
                .addAllContexts(contexts.names())
                .build();
    }

    @Override
    public void getNodes(Empty request, StreamObserver<NodeOverview> caller) {
        Replies.send(Replies.open(caller), NodeOverview.newBuilder()
                .setNodeName(node.getNodeName())
                .setHostName(node.getHostName())
                .setGrpcPort(node.getGrpcPort())
                .setHttpPort(node.getHttpPort())
                .addReplicationGroups(NAME)
                .build());
    }

    @Override
    public void getReplicationGroups(Empty request, StreamObserver<ReplicationGroupOverview> caller) {
        Replies.send(Replies.open(caller), overview());
    }

    @Override
    public void getReplicationGroup(GetReplicationGroupRequest request,
            StreamObserver<ReplicationGroupOverview> caller) {
        Replies.read(caller, () -> {
            requireOnlyOne(request.getName());
            return overview();
        });
    }
}
