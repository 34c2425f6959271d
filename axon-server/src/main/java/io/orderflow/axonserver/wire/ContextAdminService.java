package io.orderflow.axonserver.wire;

import com.google.protobuf.Empty;
import io.axoniq.axonserver.grpc.admin.ContextAdminServiceGrpc;
import io.axoniq.axonserver.grpc.admin.ContextOverview;
import io.axoniq.axonserver.grpc.admin.ContextUpdate;
import io.axoniq.axonserver.grpc.admin.ContextUpdateType;
import io.axoniq.axonserver.grpc.admin.CreateContextRequest;
import io.axoniq.axonserver.grpc.admin.DeleteContextRequest;
import io.axoniq.axonserver.grpc.admin.GetContextRequest;
import io.axoniq.axonserver.grpc.admin.UpdateContextPropertiesRequest;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Context;
import io.orderflow.axonserver.context.ContextChange;
import io.orderflow.axonserver.context.Contexts;

/** The administration of contexts, which is about all of them, whichever context the call names. */
final class ContextAdminService extends ContextAdminServiceGrpc.ContextAdminServiceImplBase {

    private final Contexts contexts;
    private final ReplicationGroups groups;

    ContextAdminService(Contexts contexts, ReplicationGroups groups) {
        this.contexts = contexts;
        this.groups = groups;
    }

    @Override
    public void createContext(CreateContextRequest request, StreamObserver<Empty> caller) {
        Replies.done(caller, () -> {
            if (NewerFields.flag(request, "dcbContext")) {
                throw ErrorCode.INVALID_REQUEST.with("This server has no contexts with dynamic consistency boundaries");
            }
            groups.requireOnlyOne(request.getReplicationGroupName());
            contexts.create(request.getName(), request.getMetaDataMap());
        });
    }

    @Override
    public void updateContextProperties(UpdateContextPropertiesRequest request, StreamObserver<Empty> caller) {
        Replies.done(caller, () -> contexts.update(request.getName(), request.getMetaDataMap()));
    }

    @Override
    public void deleteContext(DeleteContextRequest request, StreamObserver<Empty> caller) {
        Replies.done(caller, () -> contexts.delete(request.getName(), request.getPreserveEventStore()));
    }

    @Override
    public void getContext(GetContextRequest request, StreamObserver<ContextOverview> caller) {
        Replies.read(caller, () -> overview(contexts.require(request.getName())));
    }

    @Override
    public void getContexts(Empty request, StreamObserver<ContextOverview> caller) {
        Replies.readAll(caller, () -> contexts.all().stream().map(this::overview).toList());
    }

    /** A subscriber that does not read is told nothing more, rather than kept in memory for. */
    @Override
    public void subscribeContextUpdates(Empty request, StreamObserver<ContextUpdate> caller) {
        SerialObserver<ContextUpdate> subscriber = SerialObserver.of(caller);
        Context.Stay subscription = contexts.onChange(change -> {
            if (subscriber.isReady()) {
                subscriber.onNext(update(change));
            }
        });
        subscriber.onCancel(subscription::leave);
    }

    private ContextOverview overview(Context context) {
        return ContextOverview.newBuilder()
                .setName(context.name())
                .putAllMetaData(context.metadata())
                .setReplicationGroup(groups.overview())
                .build();
    }

    private static ContextUpdate update(ContextChange change) {
        return ContextUpdate.newBuilder().setContext(change.context()).setType(switch (change.kind()) {
            case CREATED -> ContextUpdateType.CREATED;
            case DELETED -> ContextUpdateType.DELETED;
            case UPDATED -> ContextUpdateType.UPDATED;
        }).build();
    }
}
