package io.orderflow.mongoserver.conformance;

import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Indexes.ascending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What databases and collections are asked as a whole. */
class DatabaseConformanceTest extends Conformance {

    @Test
    void listsAndDropsCollectionsAndDatabases() {
        // given
        insert(10);
        things.createIndex(ascending("value"));
        database.getCollection("others").insertOne(thing("x", 1));

        // when, then
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactlyInAnyOrder("things",
                "others");
        assertThat(client.listDatabaseNames().into(new ArrayList<>())).contains(DATABASE);
        things.drop();
        things.drop();
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactly("others");
        assertThat(things.find().first()).isNull();
        insert(3);
        assertThat(things.countDocuments(gte("value", 0))).isEqualTo(3);
        assertThat(things.listIndexes().into(new ArrayList<>())).hasSize(1);
    }

    @Test
    void renamesACollectionWithItsIndexes() {
        // given
        insert(10);
        things.createIndex(ascending("value"));

        // when
        things.renameCollection(new MongoNamespace(DATABASE, "renamed"));

        // then
        MongoCollection<Document> renamed = database.getCollection("renamed");
        assertThat(renamed.countDocuments(gte("value", 5))).isEqualTo(5);
        assertThat(renamed.listIndexes().into(new ArrayList<>())).hasSize(2);
        assertThat(things.find().first()).isNull();
    }

    @Test
    void answersWhatAShellAsks() {
        assertThat(client.getDatabase("admin").runCommand(new Document("ping", 1)).get("ok")).isEqualTo(1.0);
        Document greeting = client.getDatabase("admin").runCommand(new Document("hello", 1));
        assertThat(greeting.getBoolean("isWritablePrimary")).isTrue();
        assertThat(greeting.getInteger("maxWireVersion")).isGreaterThanOrEqualTo(9);
        assertThat(client.getDatabase("admin").runCommand(new Document("buildInfo", 1))).containsKey("version");
        assertThat(client.getDatabase("admin").runCommand(new Document("serverStatus", 1))).containsKey("uptime");
        insert(10);
        assertThat(((Number) database.runCommand(new Document("collStats", "things")).get("count")).intValue())
                .isEqualTo(10);
        assertThat(database.runCommand(new Document("dbStats", 1))).containsKeys("objects", "indexes");
        assertThatThrownBy(() -> database.runCommand(new Document("noSuchCommand", 1))).isInstanceOf(
                MongoCommandException.class);
    }
}
