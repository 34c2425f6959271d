package io.orderflow.audit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/**
 * The audited system, as connections that the auditor has opened itself: it asks nothing of the system but its event
 * store and its databases.
 */
public final class AuditTarget implements AutoCloseable {

    private static final String CONTEXT = "default";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final AxonServerConnectionFactory factory;
    private final AxonServerConnection eventStore;
    private final MongoClient readModelsClient;
    private final MongoClient checkpointsClient;
    private final MongoDatabase readModels;
    private final MongoDatabase checkpoints;

    /**
     * The addresses of the system's servers.
     *
     * @param axonServer  {@code host:port}
     * @param token       the token that the event store demands, if any
     * @param readModels  a connection string that names a database
     * @param checkpoints likewise
     * @param tls         by what the connections to all of them are encrypted; nothing where they are not
     */
    public record Addresses(String axonServer, Optional<String> token, String readModels, String checkpoints,
            Optional<SSLContext> tls) {

        /** Addresses of servers without encryption. */
        public Addresses(String axonServer, Optional<String> token, String readModels, String checkpoints) {
            this(axonServer, token, readModels, checkpoints, Optional.empty());
        }
    }

    private AuditTarget(Addresses addresses) {
        this.factory = factory(addresses);
        this.eventStore = factory.connect(CONTEXT);
        this.readModelsClient = client(addresses.readModels(), addresses.tls());
        this.checkpointsClient = client(addresses.checkpoints(), addresses.tls());
        this.readModels = database(readModelsClient, addresses.readModels());
        this.checkpoints = database(checkpointsClient, addresses.checkpoints());
    }

    /** @throws AuditImpossible where a server does not answer */
    public static AuditTarget connect(Addresses addresses) {
        AuditTarget target;
        try {
            target = new AuditTarget(addresses);
        } catch (AxonServerException | IllegalArgumentException failed) {
            throw new AuditImpossible("Cannot connect to " + addresses.axonServer() + ": " + failed.getMessage(),
                    failed);
        }
        target.awaitEventStore();
        try {
            target.readModels.listCollectionNames().first();
            target.checkpoints.listCollectionNames().first();
            return target;
        } catch (MongoException failed) {
            target.close();
            throw new AuditImpossible("The database does not answer: " + failed.getMessage(), failed);
        }
    }

    /**
     * The connector connects in the background, and a call before that fails at once. Who does not answer in time, is
     * told of by the first call.
     */
    private void awaitEventStore() {
        long deadline = System.nanoTime() + CONNECT_TIMEOUT.toNanos();
        while (!eventStore.isReady() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private static AxonServerConnectionFactory factory(Addresses addresses) {
        String[] server = addresses.axonServer().split(":", 2);
        int port = server.length < 2 ? ServerAddress.DEFAULT.getGrpcPort() : Integer.parseInt(server[1]);
        AxonServerConnectionFactory.Builder builder = AxonServerConnectionFactory.forClient("audit")
                .routingServers(new ServerAddress(server[0], port))
                .connectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        addresses.token().ifPresent(builder::token);
        addresses.tls().ifPresent(tls -> builder.useTransportSecurity(http2Over(tls)));
        return builder.build();
    }

    private static SslContext http2Over(SSLContext tls) {
        ApplicationProtocolConfig http2 = new ApplicationProtocolConfig(Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "h2");
        return new JdkSslContext(tls, true, null, IdentityCipherSuiteFilter.INSTANCE, http2, ClientAuth.NONE, null,
                false);
    }

    private static MongoClient client(String uri, Optional<SSLContext> tls) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(CONNECT_TIMEOUT.toMillis(),
                        TimeUnit.MILLISECONDS));
        tls.ifPresent(context -> settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context)));
        return MongoClients.create(settings.build());
    }

    private static MongoDatabase database(MongoClient client, String uri) {
        return client.getDatabase(Objects.requireNonNull(new ConnectionString(uri).getDatabase(),
                "The connection string must name a database"));
    }

    AxonServerConnection eventStore() {
        return eventStore;
    }

    MongoDatabase readModels() {
        return readModels;
    }

    MongoDatabase checkpoints() {
        return checkpoints;
    }

    @Override
    public void close() {
        factory.shutdown();
        readModelsClient.close();
        checkpointsClient.close();
    }
}
