package io.orderflow.axonserver.http;

import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.control.EventProcessors;
import io.orderflow.axonserver.routing.ConnectedClients;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * What there is to be seen and done over HTTP.
 *
 * @param data
 *            the directory of the contexts
 * @param developmentMode
 *            whether all events may be removed
 */
public record Resources(Node node, Contexts contexts, ConnectedClients clients, EventProcessors processors,
        Path data, boolean developmentMode) {

    Routes routes() {
        Routes routes = new Routes();
        new NodeResource(node, contexts, developmentMode).addTo(routes);
        new MetricsResource(contexts, data).addTo(routes);
        new ContextResource(contexts, node.name(), developmentMode).addTo(routes);
        new ComponentResource(contexts, clients).addTo(routes);
        new ProcessorResource(contexts, processors).addTo(routes);
        new DevelopmentResource(contexts, developmentMode).addTo(routes);
        return routes;
    }

    /**
     * What a server tells about itself.
     *
     * @param httpPort
     *            known once it listens
     * @param grpcPort
     *            -1 where it is reached in process only
     * @param authentication
     *            whether calls need a token
     * @param ssl
     *            whether connections are encrypted
     */
    public record Node(String name, String hostName, IntSupplier httpPort, int grpcPort, boolean authentication,
            boolean ssl) {}
}
