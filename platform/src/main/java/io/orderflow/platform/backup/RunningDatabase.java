package io.orderflow.platform.backup;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.bson.Document;

/** The database of a running system, as a client that knows its address reaches it. */
final class RunningDatabase {

    private static final int COMMAND_NOT_FOUND = 59;
    private static final long TIMEOUT_SECONDS = 5;

    private RunningDatabase() {}

    /**
     * Lets the embedded database copy itself. Returns the place of the copy; empty where the database is a MongoDB,
     * which has no such command.
     */
    static Optional<Path> copy(String uri, Optional<SSLContext> tls) {
        try (MongoClient client = connect(uri, tls)) {
            Document answer = client.getDatabase("admin").runCommand(new Document("copyDatabases", 1));
            Path copy = Path.of(answer.getString("directory"));
            if (!Files.isDirectory(copy)) {
                throw new IllegalStateException("The database is not of this machine: it has made its copy in " + copy);
            }
            return Optional.of(copy);
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() == COMMAND_NOT_FOUND) {
                return Optional.empty();
            }
            throw new IllegalStateException("The database cannot be copied: " + refused.getErrorMessage(), refused);
        } catch (MongoException away) {
            throw new IllegalStateException("The database does not answer, so there is no backup: " + away.getMessage(),
                    away);
        }
    }

    /** @param tls by what the connections are encrypted; nothing where they are not */
    static MongoClient connect(String uri, Optional<SSLContext> tls) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        tls.ifPresent(context -> settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context)));
        return MongoClients.create(settings.build());
    }
}
