package io.orderflow.platform.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.orderflow.platform.address.MongoUris;
import java.util.List;

/**
 * What a process that was killed had claimed: segments of event processors, and dead letters. Others wait for a while before they take it, since it
 * might still run; in a database that is within this process, nobody else can.
 */
final class AbandonedClaims {

    private static final String OWNER = "owner";
    private static final List<String> TOKENS = List.of("projection_tokens", "trackingtokens");
    private static final String LETTERS = "deadletters";
    private static final String CLAIMED_AT = "processingStarted";

    private AbandonedClaims() {}

    /** Gives up the claims in both databases of a server, before anybody makes new ones. */
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
