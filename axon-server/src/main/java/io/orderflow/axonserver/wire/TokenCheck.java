package io.orderflow.axonserver.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.orderflow.axonserver.access.AccessToken;

/** Refuses calls that do not carry the token, before anything is made of them. */
record TokenCheck(AccessToken token) implements ServerInterceptor {

    private static final Metadata.Key<String> HEADER = Metadata.Key.of(AccessToken.HEADER,
            Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        return switch (token.check(headers.get(HEADER))) {
            case ADMITTED -> next.startCall(call, headers);
            case MISSING -> refuse(call, ErrorCode.TOKEN_MISSING, "The token is missing from the metadata");
            case INVALID -> refuse(call, ErrorCode.TOKEN_INVALID, "The token is not valid");
        };
    }

    private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, ErrorCode code, String message) {
        call.close(code.status(message), code.trailers());
        return new ServerCall.Listener<>() {};
    }
}
