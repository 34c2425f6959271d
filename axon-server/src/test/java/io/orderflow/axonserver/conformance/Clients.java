package io.orderflow.axonserver.conformance;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects as many clients to one server as a test wants, and disconnects them all. */
public final class Clients implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

    private final BiFunction<AxonServerConnectionFactory.Builder, Lines, AxonServerConnectionFactory.Builder> target;
    private final List<AxonServerConnectionFactory> factories = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();

    private Clients(
            BiFunction<AxonServerConnectionFactory.Builder, Lines, AxonServerConnectionFactory.Builder> target) {
        this.target = target;
    }

    public static Clients inProcess(String name) {
        return new Clients((builder,
                lines) -> builder.customize(ignored -> InProcessChannelBuilder.forName(name).intercept(lines)));
    }

    public static Clients tcp(int port) {
        return tcp("127.0.0.1", port);
    }

    public static Clients tcp(String host, int port) {
        return new Clients((builder, lines) -> builder.routingServers(new ServerAddress(host, port))
                .customize(channel -> channel.intercept(lines)));
    }

    /** A client of its own, that is connected when this returns. */
    public AxonServerConnection connect(String component) {
        return connect(component, "default");
    }

    /** A client of its own in a context, that is connected when this returns. */
    public AxonServerConnection connect(String component, String context) {
        AxonServerConnection connection = factory(component).connect(context);
        Awaitility.await().until(connection::isConnected);
        return connection;
    }

    /** A client that can be shut down before the others. */
    public AxonServerConnectionFactory factory(String component) {
        return factory(component, new Lines(), UnaryOperator.identity());
    }

    /** A client with settings of its own. */
    public AxonServerConnectionFactory factory(String component,
            UnaryOperator<AxonServerConnectionFactory.Builder> settings) {
        return factory(component, new Lines(), settings);
    }

    /** A client with a name of its own, that tells of its event processors often. */
    public AxonServerConnectionFactory factory(String component, String clientId) {
        return built(AxonServerConnectionFactory.forClient(component, clientId), new Lines(),
                builder -> builder.processorInfoUpdateFrequency(50, TimeUnit.MILLISECONDS));
    }

    /** A client whose lines can be cut. */
    AxonServerConnectionFactory factory(String component, Lines lines) {
        return factory(component, lines, UnaryOperator.identity());
    }

    AxonServerConnectionFactory factory(String component, Lines lines,
            UnaryOperator<AxonServerConnectionFactory.Builder> settings) {
        return built(AxonServerConnectionFactory.forClient(component), lines, settings);
    }

    private AxonServerConnectionFactory built(AxonServerConnectionFactory.Builder client, Lines lines,
            UnaryOperator<AxonServerConnectionFactory.Builder> settings) {
        AxonServerConnectionFactory.Builder builder = client.connectTimeout(5, TimeUnit.SECONDS)
                .reconnectInterval(50, TimeUnit.MILLISECONDS);
        AxonServerConnectionFactory factory = settings.apply(target.apply(builder, lines)).build();
        factories.add(factory);
        return factory;
    }

    /** Ends something before the clients are shut down: the connector waits seconds for calls that nobody has ended. */
    void endFirst(Runnable end) {
        ends.add(end);
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        factories.forEach(Clients::shutdown);
    }

    /**
     * The vendor's connector says goodbye on streams that it may just have lost itself, where a test cut its line, and
     * then throws what gRPC says to that. It happens after the test, and the connection is gone as it should be.
     */
    private static void shutdown(AxonServerConnectionFactory factory) {
        try {
            factory.shutdown();
        } catch (IllegalStateException lost) {
            LOG.info("The connector lost its line before it said goodbye: {}", lost.getMessage());
        } catch (NullPointerException ended) {
            // The connector looked up a subscription that its subscriber ended at the same moment. It is half way.
            LOG.info("The connector missed the end of a subscription: {}", ended.getMessage());
            factory.shutdown();
        }
    }
}
