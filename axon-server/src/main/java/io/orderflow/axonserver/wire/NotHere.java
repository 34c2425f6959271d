package io.orderflow.axonserver.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;

/** Services of the protocol that make no sense on one node: they say so, rather than leave a caller to wonder. */
final class NotHere {

    private NotHere() {}

    /**
     * @param reason
     *            what a caller reads
     */
    static ServerServiceDefinition service(ServiceDescriptor descriptor, String reason) {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor);
        descriptor.getMethods().forEach(method -> service.addMethod(method, refusal(reason)));
        return service.build();
    }

    private static <Q, R> ServerCallHandler<Q, R> refusal(String reason) {
        return (call, headers) -> {
            call.close(Status.UNIMPLEMENTED.withDescription(reason), new Metadata());
            return new ServerCall.Listener<>() {};
        };
    }
}
