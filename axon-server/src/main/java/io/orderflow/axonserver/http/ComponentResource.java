package io.orderflow.axonserver.http;

import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.routing.ConnectedClients;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The applications that are connected. Several clients may be instances of one component. */
record ComponentResource(Contexts contexts, ConnectedClients clients) {

    void addTo(Routes routes) {
        routes.add("GET", "/v1/components", this::components);
    }

    private Answer components(Request request) {
        String context = contexts.require(request.parameter("context", Contexts.DEFAULT)).name();
        Map<String, List<Instance>> byName = in(context).stream().collect(Collectors.groupingBy(
                client -> client.identification().getComponentName(), TreeMap::new,
                Collectors.mapping(Instance::new, Collectors.toList())));
        return Answer.ok(byName.entrySet().stream()
                .map(component -> new Component(component.getKey(), context, component.getValue()))
                .toList());
    }

    private List<ConnectedClients.Client> in(String context) {
        return clients.clients().stream().filter(client -> client.context().equals(context)).toList();
    }

    private record Component(String name, String context, List<Instance> instances) {}

    private record Instance(String clientId, String version, Map<String, String> tags, String lastHeard) {
        Instance(ConnectedClients.Client client) {
            this(client.identification().getClientId(), client.identification().getVersion(),
                    client.identification().getTagsMap(), client.lastHeard().toString());
        }
    }
}
