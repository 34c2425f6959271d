package io.orderflow.axonserver.wire;

import com.google.protobuf.Empty;
import io.axoniq.axonserver.grpc.admin.ApplicationAdminServiceGrpc;
import io.axoniq.axonserver.grpc.admin.ApplicationId;
import io.axoniq.axonserver.grpc.admin.ApplicationOverview;
import io.axoniq.axonserver.grpc.admin.ApplicationRequest;
import io.axoniq.axonserver.grpc.admin.Client;
import io.axoniq.axonserver.grpc.admin.ClientApplication;
import io.axoniq.axonserver.grpc.admin.ConnectedApplicationOverview;
import io.axoniq.axonserver.grpc.admin.ContextId;
import io.axoniq.axonserver.grpc.admin.QueryInfo;
import io.axoniq.axonserver.grpc.admin.Token;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.routing.ConnectedClients;
import io.orderflow.axonserver.routing.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who is connected. Applications with tokens and roles of their own are not kept: there is one token for all. */
final class ApplicationAdminService extends ApplicationAdminServiceGrpc.ApplicationAdminServiceImplBase {

    private static final String ONE_TOKEN = "This server keeps no applications: all calls carry the one token that it was started with";

    private static final Topology.Handlers NO_HANDLERS = new Topology.Handlers(Set.of(), Map.of());

    private final Contexts contexts;
    private final ConnectedClients clients;
    private final Topology topology;
    private final String nodeName;

    ApplicationAdminService(Contexts contexts, ConnectedClients clients, Topology topology, String nodeName) {
        this.contexts = contexts;
        this.clients = clients;
        this.topology = topology;
        this.nodeName = nodeName;
    }

    @Override
    public void getConnectedApplicationsByContext(ContextId request,
            StreamObserver<ConnectedApplicationOverview> caller) {
        Replies.read(caller, () -> {
            String context = contexts
                    .require(request.getContextName().isEmpty() ? Contexts.DEFAULT : request.getContextName()).name();
            return ConnectedApplicationOverview.newBuilder()
                    .addNodes(nodeName)
                    .addAllApplications(applications(context))
                    .build();
        });
    }

    private List<ClientApplication> applications(String context) {
        Map<String, List<ConnectedClients.Client>> byComponent = clients.clients().stream()
                .filter(client -> client.context().equals(context))
                .sorted(Comparator.comparing(client -> client.identification().getClientId()))
                .collect(Collectors.groupingBy(client -> client.identification().getComponentName(), TreeMap::new,
                        Collectors.toList()));
        Map<String, Topology.Handlers> handlers = topology.handlersIn(context);
        return byComponent.entrySet().stream()
                .map(component -> application(component.getKey(), component.getValue(),
                        handlers.getOrDefault(component.getKey(), NO_HANDLERS)))
                .toList();
    }

    private ClientApplication application(String name, List<ConnectedClients.Client> instances,
            Topology.Handlers handlers) {
        return ClientApplication.newBuilder()
                .setName(name)
                .addAllClients(instances.stream().map(this::message).toList())
                .addAllCommands(handlers.commands())
                .addAllQueries(handlers.queries().entrySet().stream().map(query -> QueryInfo.newBuilder()
                        .setRequest(query.getKey())
                        .addAllResponseTypes(query.getValue())
                        .build()).toList())
                .build();
    }

    private Client message(ConnectedClients.Client client) {
        return Client.newBuilder()
                .setName(client.identification().getClientId())
                .setNode(nodeName)
                .addAllProcessors(client.processors().values())
                .build();
    }

    @Override
    public void createOrUpdateApplication(ApplicationRequest request, StreamObserver<Token> caller) {
        refuse(caller);
    }

    @Override
    public void deleteApplication(ApplicationId request, StreamObserver<Empty> caller) {
        refuse(caller);
    }

    @Override
    public void getApplication(ApplicationId request, StreamObserver<ApplicationOverview> caller) {
        refuse(caller);
    }

    @Override
    public void getApplications(Empty request, StreamObserver<ApplicationOverview> caller) {
        refuse(caller);
    }

    @Override
    public void refreshToken(ApplicationId request, StreamObserver<Token> caller) {
        refuse(caller);
    }

    private static void refuse(StreamObserver<?> caller) {
        caller.onError(Status.UNIMPLEMENTED.withDescription(ONE_TOKEN).asRuntimeException());
    }
}
