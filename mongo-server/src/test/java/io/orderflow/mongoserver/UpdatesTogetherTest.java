package io.orderflow.mongoserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements of one update command are written together, and each of them sees those before it. */
class UpdatesTogetherTest {

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    @TempDir
    Path data;
    private EmbeddedMongoServer server;
    private MongoClient client;
    private MongoCollection<Document> things;

    @BeforeEach
    void start() {
        server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
        client = MongoClients.create(server.uri());
        things = client.getDatabase("updates").getCollection("things");
        things.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void seeTheStatementsBeforeThem() {
        var result = things.bulkWrite(List.of(replace("a", "first"), new UpdateManyModel<>(Filters.eq("name", "first"),
                Updates.inc("n", 2)), replace("b", "second"),
                new UpdateManyModel<>(Filters.exists("name"), Updates.inc("n", 1)),
                new ReplaceOneModel<>(Filters.and(Filters.eq("_id", "a"), Filters.eq("n", 3)),
                        new Document("name", "third"))));
        assertThat(result.getUpserts()).extracting(upsert -> upsert.getIndex()).containsExactly(0, 2);
        assertThat(result.getMatchedCount()).isEqualTo(4);
        assertThat(things.find().sort(new Document("_id", 1))).containsExactly(
                new Document("_id", "a").append("name", "third"),
                new Document("_id", "b").append("name", "second").append("n", 1));
        assertThat(things.find(Filters.eq("name", "first"))).isEmpty();
    }

    @Test
    void areWrittenBesideOnesThatAreRefused() {
        MongoBulkWriteException refused = catchThrowableOfType(MongoBulkWriteException.class,
                () -> things.bulkWrite(List.of(replace("a", "taken"), replace("b", "taken"), replace("c", "free")),
                        new BulkWriteOptions().ordered(false)));
        assertThat(refused.getWriteErrors()).singleElement().satisfies(error -> {
            assertThat(error.getIndex()).isEqualTo(1);
            assertThat(error.getCode()).isEqualTo(11000);
        });
        assertThat(things.find(Filters.eq("name", "free"))).hasSize(1);
        assertThat(things.countDocuments()).isEqualTo(2);
        stop();
        assertThat(EmbeddedMongoServer.verify(data)).isEmpty();
        start();
    }

    private static WriteModel<Document> replace(String id, String name) {
        return new ReplaceOneModel<>(Filters.eq("_id", id), new Document("name", name), UPSERT);
    }
}
