package io.orderflow.mongoserver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What drivers, the framework and people with a shell ask of a database. With {@code -Dconformance.uri=mongodb://…} it is
 * asked of that one, in a database of its own, and otherwise of ours. FerretDB 2.7 passes all but one: an integer is another
 * key than the same number as a long there.
 */
abstract class Conformance {

    static final String DATABASE = "conformance";

    private static EmbeddedMongoServer server;
    static MongoClient client;

    MongoDatabase database;
    MongoCollection<Document> things;

    @BeforeAll
    static void start(@TempDir Path directory) {
        String uri = System.getProperty("conformance.uri", "");
        if (uri.isEmpty()) {
            server = EmbeddedMongoServer.start(directory.resolve("database"), 0, StoreSettings.DEFAULT);
            uri = server.uri(DATABASE);
        }
        client = MongoClients.create(uri);
    }

    @AfterAll
    static void stop() {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() {
        database = client.getDatabase(DATABASE);
        database.drop();
        things = database.getCollection("things");
    }

    static Document thing(Object id, Object value) {
        return new Document("_id", id).append("value", value);
    }

    void insert(int count) {
        things.insertMany(IntStream.range(0, count).mapToObj(i -> thing("t" + i, i)).toList());
    }

    List<Object> ids(Iterable<Document> found) {
        List<Object> ids = new ArrayList<>();
        found.forEach(document -> ids.add(document.get("_id")));
        return ids;
    }

    static void isOfATakenKey(Throwable refusal) {
        assertThat(refusal).isInstanceOfSatisfying(MongoWriteException.class, refused -> assertThat(refused.getError()
                .getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }
}
