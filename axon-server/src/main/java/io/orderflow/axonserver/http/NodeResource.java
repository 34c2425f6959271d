package io.orderflow.axonserver.http;

import io.orderflow.axonserver.context.Contexts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the server is well, and what it is. */
record NodeResource(Resources.Node node, Contexts contexts, boolean developmentMode) {

    private static final String DESCRIPTION = "A server that speaks the Axon Server protocol, for one machine";

    /** The release of the vendor's server whose calls this one answers: clients skip what an older one does not know. */
    private static final String PROTOCOL_VERSION = "2024.2.0";

    void addTo(Routes routes) {
        routes.add("GET", "/actuator/health", request -> health())
                .add("GET", "/actuator/info", request -> Answer.ok(new Info(new App(), new Build(version()))))
                .add("GET", "/v1/public/me", request -> Answer.ok(new Me(node, contexts.names(), developmentMode)));
    }

    /** As Spring Boot's actuator tells it: down where a context is. */
    private Answer health() {
        Map<String, Health> unwell = new TreeMap<>();
        contexts.all().forEach(context -> context.failure()
                .ifPresent(reason -> unwell.put(context.name(), new Health("DOWN", Map.of("error", reason)))));
        return unwell.isEmpty()
                ? Answer.ok(Map.of("status", "UP"))
                : new Answer(503, new Unwell("DOWN", unwell), Map.of());
    }

    private record Unwell(String status, Map<String, Health> components) {}

    private record Health(String status, Map<String, String> details) {}

    /** Known where the classes come from their jar. */
    private static String version() {
        String version = NodeResource.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private record Info(App app, Build build) {}

    private record App(String name, String description, String version) {
        App() {
            this("axon-server", DESCRIPTION, PROTOCOL_VERSION);
        }
    }

    /** What it is made of, under the name that Spring Boot's actuator has for that. */
    private record Build(String version) {}

    private record Me(String name, String hostName, int httpPort, int grpcPort, boolean authentication, boolean ssl,
            boolean clustered, boolean adminNode, boolean developmentMode, List<String> contextNames,
            List<String> storageContextNames, String version) {
        Me(Resources.Node node, List<String> contexts, boolean developmentMode) {
            this(node.name(), node.hostName(), node.httpPort().getAsInt(), node.grpcPort(), node.authentication(),
                    node.ssl(), false, true, developmentMode, contexts, contexts, PROTOCOL_VERSION);
        }
    }
}
