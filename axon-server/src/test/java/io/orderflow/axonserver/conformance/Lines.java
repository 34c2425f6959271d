package io.orderflow.axonserver.conformance;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The open streams of a client, to be cut without a farewell, as when its process dies. */
final class Lines implements ClientInterceptor {

    private final Queue<ClientCall<?, ?>> streams = new ConcurrentLinkedQueue<>();

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        ClientCall<Q, R> call = next.newCall(method, options);
        if (!method.getType().clientSendsOneMessage()) {
            streams.add(call);
        }
        return call;
    }

    void cut() {
        for (ClientCall<?, ?> stream = streams.poll(); stream != null; stream = streams.poll()) {
            stream.cancel("The line is cut", null);
        }
    }
}
