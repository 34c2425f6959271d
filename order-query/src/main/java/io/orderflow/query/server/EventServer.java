package io.orderflow.query.server;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.admin.AdminChannel;
import io.axoniq.axonserver.grpc.admin.ClientApplication;
import io.axoniq.axonserver.grpc.admin.ContextOverview;
import io.orderflow.api.server.ProcessorInstruction;
import io.orderflow.query.server.ServerView.Store;
import io.orderflow.service.message.AnswerLimit;
import io.orderflow.service.resilience.CallLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Asks the event server, over the connector's channel for administration, which every Axon Server has. Each call ends
 * within the limits of calls. Thread-safe.
 */
final class EventServer {

    private final ObjectProvider<AxonServerConnectionManager> connections;
    private final ObjectProvider<AxonServerConfiguration> configuration;
    private final CallLimits limits;

    EventServer(ObjectProvider<AxonServerConnectionManager> connections,
            ObjectProvider<AxonServerConfiguration> configuration, CallLimits limits) {
        this.connections = connections;
        this.configuration = configuration;
        this.limits = limits;
    }

    /** @throws ServerRefusal where this process is connected to none */
    private AxonServerConnection connection() {
        AxonServerConnectionManager manager = connections.getIfAvailable();
        if (manager == null) {
            throw ServerRefusal.noServer();
        }
        return manager.getConnection();
    }

    private AdminChannel admin() {
        return connection().adminChannel();
    }

    String address() {
        return configuration.getObject().getServers();
    }

    /** The context whose events this service handles. */
    String context() {
        return configuration.getObject().getContext();
    }

    List<String> contexts() {
        return await(admin().getAllContexts(), limits.read()).stream().map(ContextOverview::getName).sorted().toList();
    }

    List<ClientApplication> applications() {
        return await(admin().getAllConnectedApplications(context()), limits.read()).getApplicationsList();
    }

    /** The first and the last event; the size is not known here. */
    Store store() {
        CompletableFuture<Long> first = connection().eventChannel().getFirstToken();
        CompletableFuture<Long> last = connection().eventChannel().getLastToken();
        long begin = Math.max(0, await(first, limits.read()));
        long end = await(last, limits.read());
        return new Store(begin, end, Math.max(0, end - begin + 1), null);
    }

    /**
     * Has all clients of a processor do something, and waits until they have answered.
     *
     * @throws ServerRefusal where one of them cannot, or the server does not offer it
     */
    void instruct(ProcessorInstruction instruction, String processor, String tokenStore) {
        AdminChannel admin = admin();
        await(switch (instruction) {
            case PAUSE -> admin.pauseEventProcessor(processor, tokenStore, context());
            case START -> admin.startEventProcessor(processor, tokenStore, context());
            case SPLIT -> admin.splitEventProcessor(processor, tokenStore, context());
            case MERGE -> admin.mergeEventProcessor(processor, tokenStore, context());
        }, limits.command());
    }

    private static <T> T await(CompletableFuture<T> answer, Duration limit) {
        try {
            return AnswerLimit.of(answer, limit).join();
        } catch (CompletionException failed) {
            throw ServerRefusal.of(failed);
        }
    }
}
