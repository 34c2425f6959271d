package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.command.CommandSubscription;
import io.axoniq.axonserver.grpc.query.QueryProviderOutbound;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.axoniq.axonserver.grpc.query.QuerySubscription;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.orderflow.axonserver.routing.Topology;
import java.util.Set;

/** Notes what handlers subscribe to as they tell the services, which need not know. */
record TopologyWatch(Topology topology) implements ServerInterceptor {

    private static final Set<String> STREAMS = Set.of(
            CommandServiceGrpc.getOpenStreamMethod().getFullMethodName(),
            QueryServiceGrpc.getOpenStreamMethod().getFullMethodName());

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        if (!STREAMS.contains(call.getMethodDescriptor().getFullMethodName())) {
            return next.startCall(call, headers);
        }
        Topology.Member member = topology.join(CallScope.contextName());
        return new Watched<>(next.startCall(call, headers), member);
    }

    /** Sees each message after the service has, so that a handler that is announced can be reached. */
    private static final class Watched<Q> extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
        private final Topology.Member member;

        Watched(ServerCall.Listener<Q> service, Topology.Member member) {
            super(service);
            this.member = member;
        }

        @Override
        public void onMessage(Q message) {
            super.onMessage(message);
            if (message instanceof CommandProviderOutbound command) {
                note(command);
            } else if (message instanceof QueryProviderOutbound query) {
                note(query);
            }
        }

        private void note(CommandProviderOutbound message) {
            if (message.hasSubscribe()) {
                CommandSubscription subscription = message.getSubscribe();
                member.addCommand(subscription.getClientId(), subscription.getComponentName(),
                        subscription.getCommand(), subscription.getLoadFactor());
            } else if (message.hasUnsubscribe()) {
                member.removeCommand(message.getUnsubscribe().getCommand());
            }
        }

        private void note(QueryProviderOutbound message) {
            if (message.hasSubscribe()) {
                QuerySubscription subscription = message.getSubscribe();
                member.addQuery(subscription.getClientId(), subscription.getComponentName(), subscription.getQuery(),
                        subscription.getResultName());
            } else if (message.hasUnsubscribe()) {
                member.removeQuery(message.getUnsubscribe().getQuery());
            }
        }

        @Override
        public void onCancel() {
            super.onCancel();
            member.leave();
        }

        @Override
        public void onComplete() {
            super.onComplete();
            member.leave();
        }
    }
}
