package io.orderflow.service.resilience;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.concurrent.TimeUnit;

/**
 * Opens clients of a database that wait a limited time for a server, a connection and an answer. The driver by itself
 * waits 30 s for a server, and for ever for an answer. Limits in the connection string take precedence.
 */
public final class BoundedMongo {

    private BoundedMongo() {}

    /**
     * Opens a client whose calls end after the limit of a write. A caller for whom a request waits sets the limit of a
     * read on its database or collection ({@code withTimeout}).
     */
    public static MongoClient open(String uri, CallLimits limits) {
        ConnectionString given = new ConnectionString(uri);
        long read = limits.read().toMillis();
        return MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(read, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout((int) read, TimeUnit.MILLISECONDS)
                        .readTimeout((int) limits.write().toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(read, TimeUnit.MILLISECONDS))
                // These limits are set last, and only where the string names none.
                .applyConnectionString(given)
                .build());
    }
}
