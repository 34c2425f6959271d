package io.orderflow.service.resilience;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.orderflow.service.tls.FollowedBundle;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens clients of a database that wait a limited time for a server, a connection and an answer. The driver by itself
 * waits 30 s for a server, and for ever for an answer. Limits in the connection string take precedence.
 */
public final class BoundedMongo {

    private BoundedMongo() {}

    /**
     * Opens a client whose calls end after the limit of a write. A caller for whom a request waits sets the limit of a
     * read on its database or collection ({@code withTimeout}).
     *
     * @param tls       by what the connections are encrypted; nothing leaves that to the connection string
     * @param listener is told of the commands that it wants; null where there is none
     */
    public static MongoClient open(String uri, CallLimits limits, Optional<FollowedBundle> tls,
            @Nullable SelectiveListener listener) {
        MongoClientSettings.Builder settings = settings(uri, limits, tls);
        MongoClient silent = MongoClients.create(settings.build());
        return listener == null
                ? silent
                : SelectiveClient.of(MongoClients.create(settings.addCommandListener(listener).build()), silent,
                        listener::wantsCommands);
    }

    private static MongoClientSettings.Builder settings(String uri, CallLimits limits,
            Optional<FollowedBundle> tls) {
        ConnectionString given = new ConnectionString(uri);
        long read = limits.read().toMillis();
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(read, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout((int) read, TimeUnit.MILLISECONDS)
                        .readTimeout((int) limits.write().toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(read, TimeUnit.MILLISECONDS))
                // These limits are set last, and only where the string names none.
                .applyConnectionString(given);
        tls.ifPresent(bundle -> settings.applyToSslSettings(ssl -> ssl.enabled(true).context(bundle.context())));
        return settings;
    }
}
