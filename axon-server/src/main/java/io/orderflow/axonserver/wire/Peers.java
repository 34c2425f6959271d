package io.orderflow.axonserver.wire;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;

/**
 * Tells each call whose it is. Clients' names would not do: the framework names a client after its process, in which
 * there
 * may be several.
 */
final class Peers extends ServerTransportFilter implements ServerInterceptor {

    private static final Attributes.Key<Peer> OF_CONNECTION = Attributes.Key.create("peer");
    private static final Context.Key<Peer> OF_CALL = Context.key("peer");

    /** Whose call it is that starts on this thread. */
    static Peer current() {
        return OF_CALL.get();
    }

    @Override
    public Attributes transportReady(Attributes connection) {
        return connection.toBuilder().set(OF_CONNECTION, new Peer()).build();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        Context context = Context.current().withValue(OF_CALL, call.getAttributes().get(OF_CONNECTION));
        return Contexts.interceptCall(context, call, headers, next);
    }
}
