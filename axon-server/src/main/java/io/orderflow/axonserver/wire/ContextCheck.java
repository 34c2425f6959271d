package io.orderflow.axonserver.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Refuses calls for a context that this server does not have, so that nobody's events end up in another's store. */
final class ContextCheck implements ServerInterceptor {

    /** The only context there is. A call that names none means this one. */
    static final String DEFAULT_CONTEXT = "default";

    private static final Metadata.Key<String> CONTEXT_KEY = Metadata.Key.of("AxonIQ-Context",
            Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        String context = headers.get(CONTEXT_KEY);
        if (context == null || context.isEmpty() || context.equals(DEFAULT_CONTEXT)) {
            return next.startCall(call, headers);
        }
        call.close(ErrorCode.UNKNOWN_CONTEXT.status("There is no context " + context),
                ErrorCode.UNKNOWN_CONTEXT.trailers());
        return new ServerCall.Listener<>() {};
    }
}
