package io.orderflow.axonserver.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.util.Optional;

/** Services of the protocol that make no sense on one node: they say so, rather than leave a caller to wonder. */
final class NotHere {

    private NotHere() {}

    /**
     * A service whose every call is refused; none if the application has a connector that does not know it, so that its
     * calls are refused by gRPC itself, without a reason.
     *
     * @param generated
     *            the name of its generated class
     * @param reason
     *            what a caller reads
     */
    static Optional<ServerServiceDefinition> service(String generated, String reason) {
        if (!Libraries.have(generated)) {
            return Optional.empty();
        }
        try {
            ServiceDescriptor descriptor = (ServiceDescriptor) Class.forName(generated).getMethod(
                    "getServiceDescriptor").invoke(null);
            ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor);
            descriptor.getMethods().forEach(method -> service.addMethod(method, refusal(reason)));
            return Optional.of(service.build());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(generated + " is not what gRPC generates", e);
        }
    }

    private static <Q, R> ServerCallHandler<Q, R> refusal(String reason) {
        return (call, headers) -> {
            call.close(Status.UNIMPLEMENTED.withDescription(reason), new Metadata());
            return new ServerCall.Listener<>() {};
        };
    }
}
