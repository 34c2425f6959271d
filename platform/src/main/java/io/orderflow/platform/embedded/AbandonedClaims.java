package io.orderflow.platform.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.orderflow.platform.address.MongoUris;
import java.util.List;

/**
 * The claims of a process that was killed: on segments of event processors, and on dead letters. Another process waits
 * for a while before it takes them over, since the killed one might still run. The embedded database is used by this
 * process alone, so the claims in it can be released at once.
 */
final class AbandonedClaims {

    private static final String OWNER = "owner";
    private static final List<String> TOKENS = List.of("projection_tokens", "trackingtokens");
    private static final String LETTERS = "deadletters";
    private static final String CLAIMED_AT = "processingStarted";

    private AbandonedClaims() {}

    /** Releases the claims in both databases of a server, before any processor makes new ones. */
    static void release(String uri) {
        try (MongoClient client = MongoClients.create(uri)) {
            for (String name : List.of(MongoUris.READ_MODELS, MongoUris.CHECKPOINTS)) {
                MongoDatabase database = client.getDatabase(name);
                TOKENS.forEach(tokens -> database.getCollection(tokens)
                        .updateMany(Filters.ne(OWNER, null), Updates.set(OWNER, null)));
                database.getCollection(LETTERS).updateMany(Filters.exists(CLAIMED_AT), Updates.unset(CLAIMED_AT));
            }
        }
    }
}
