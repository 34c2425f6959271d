package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.orderflow.axonserver.context.Contexts;
import org.jspecify.annotations.Nullable;

/**
 * Tells each call whose it is and which context it is about, and refuses calls for a context that is not there, so that
 * nobody's events end up in another's store.
 */
final class CallScope implements ServerInterceptor {

    /** What clients connect to that only administer: it has no events, and no messages go through it. */
    static final String ADMIN_CONTEXT = "_admin";
    private static final String ADMIN_SERVICES = "io.axoniq.axonserver.grpc.admin.";

    private static final Metadata.Key<String> CONTEXT_HEADER = Metadata.Key.of("AxonIQ-Context",
            Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<Peer> PEER = Context.key("peer");
    private static final Context.Key<String> CONTEXT_NAME = Context.key("context name");
    private static final Context.Key<io.orderflow.axonserver.context.Context> CONTEXT = Context.key("context");

    private final Contexts contexts;

    CallScope(Contexts contexts) {
        this.contexts = contexts;
    }

    /** Whose call it is that starts on this thread. */
    static Peer peer() {
        return PEER.get();
    }

    /** The context of the call that starts on this thread; for services that {@link #ADMIN_CONTEXT} does not have. */
    static io.orderflow.axonserver.context.Context context() {
        return CONTEXT.get();
    }

    /** As {@link #context()}, for the services that {@link #ADMIN_CONTEXT} has too: null where it is that one. */
    static io.orderflow.axonserver.context.@Nullable Context contextOrNull() {
        return CONTEXT.get();
    }

    /** The name of the context of the call that starts on this thread. */
    static String contextName() {
        return CONTEXT_NAME.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        String header = headers.get(CONTEXT_HEADER);
        String name = header == null || header.isEmpty() ? Contexts.DEFAULT : header;
        io.orderflow.axonserver.context.Context found = contexts.find(name);
        if (found == null && !(name.equals(ADMIN_CONTEXT) && isAdministration(call.getMethodDescriptor()))) {
            call.close(ErrorCode.UNKNOWN_CONTEXT.status("There is no context " + name),
                    ErrorCode.UNKNOWN_CONTEXT.trailers());
            return new ServerCall.Listener<>() {};
        }
        Peer peer = Peers.of(call);
        InboundLimit limit = InboundLimit.of(call, peer.sender());
        Context scope = Context.current().withValues(PEER, peer, CONTEXT_NAME, name, CONTEXT, found);
        ServerCall.Listener<Q> service = io.grpc.Contexts.interceptCall(scope, call, headers, next);
        return limit == null ? service : limit.guard(service);
    }

    private static boolean isAdministration(MethodDescriptor<?, ?> method) {
        String service = String.valueOf(method.getServiceName());
        return service.equals(PlatformServiceGrpc.SERVICE_NAME) || service.startsWith(ADMIN_SERVICES);
    }
}
