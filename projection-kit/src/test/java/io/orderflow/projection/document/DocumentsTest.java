package io.orderflow.projection.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public class DocumentsTest {

    private static final String COLLECTION = "things";

    private final Database database = new Database();
    private final List<String> writes = new ArrayList<>();
    private final MongoClient client = database.connect(new CommandListener() {
        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("find")) {
                reads++;
            }
            if (List.of("update", "insert", "delete").contains(event.getCommandName())) {
                writes.add(event.getCommandName());
            }
        }
    });
    private int reads;
    private final Documents<Thing> documents = new Documents<>(Database.of(client), COLLECTION,
            new DocumentCodec<>(Thing.class));

    public record Thing(String name, int size) {

        Thing(String name) {
            this(name, name.length());
        }
    }

    @AfterEach
    void stop() {
        client.close();
        database.close();
    }

    /** The position stays, and yet it is another document. */
    @Test
    void writesNothingOverADocumentThatHasTakenAnEventLate() {
        documents.write(documents.replacement("a", null, 5, new Thing("first")));
        StoredDocument<Thing> early = read("a");
        documents.write(documents.lateReplacement("a", early, 5, new Thing("with the late one"), 3));
        assertThatExceptionOfType(WriteConflict.class)
                .isThrownBy(() -> documents.write(documents.replacement("a", early, 6, new Thing("without it"))));
        assertThatExceptionOfType(WriteConflict.class)
                .isThrownBy(() -> documents.write(documents.deletion("a", early)));
        assertThat(documents.write(documents.replacement("a", read("a"), 6, new Thing("further")))).isNull();
        assertThat(read("a")).isEqualTo(new StoredDocument<>(new Thing("further"), 6, null));
    }

    @Test
    void writesTheOthersOfABatchWithOneCommand() {
        documents.write(documents.replacement("a", null, 1, new Thing("a")));
        StoredDocument<Thing> early = read("a");
        documents.write(documents.replacement("a", early, 2, new Thing("a, further")));
        writes.clear();
        assertThatExceptionOfType(WriteConflict.class)
                .isThrownBy(() -> documents.write(List.of(documents.replacement("a", early, 3, new Thing("lost")),
                        documents.replacement("b", null, 3, new Thing("b")),
                        documents.replacement("c", null, 3, new Thing("c")))));
        assertThat(writes).containsExactly("update");
        assertThat(documents.load(List.of("a", "b", "c")).values())
                .extracting(stored -> stored.document().name())
                .containsExactlyInAnyOrder("a, further", "b", "c");
    }

    /** That is a fault of the document, not of the moment, and its events are set aside. */
    @Test
    void takesAnotherDocumentsKeyInAnIndexForARefusal() {
        Database.of(client)
                .getCollection(COLLECTION, BsonDocument.class)
                .createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
        documents.write(documents.replacement("a", null, 1, new Thing("taken")));
        assertThat(documents.write(List.of(documents.replacement("b", null, 2, new Thing("taken")),
                documents.replacement("c", null, 2, new Thing("free"))))).containsOnlyKeys(0);
        assertThat(read("c").position()).isEqualTo(2);
    }

    @Test
    void readsNoDocumentBeforeItsNextChangeThatItHasWrittenItself() {
        documents.write(documents.replacement("a", null, 1, new Thing("a")));
        reads = 0;
        StoredDocument<Thing> before = documents.loadToChange(List.of("a")).get("a");
        documents.write(documents.replacement("a", before, 2, new Thing("a, further")));
        assertThat(reads).isZero();
        assertThat(documents.loadToChange(List.of("a", "b"))).containsOnlyKeys("a")
                .containsEntry("a", read("a"));
        documents.forgetRecent();
        reads = 0;
        assertThat(documents.loadToChange(List.of("a"))).containsEntry("a", read("a"));
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void readsADocumentAgainThatSomebodyElseHasWritten() {
        Documents<Thing> others = new Documents<>(Database.of(client), COLLECTION, new DocumentCodec<>(Thing.class));
        documents.write(documents.replacement("a", null, 1, new Thing("a")));
        others.write(others.replacement("a", read("a"), 2, new Thing("another's")));
        StoredDocument<Thing> outdated = documents.loadToChange(List.of("a")).get("a");
        assertThatExceptionOfType(WriteConflict.class)
                .isThrownBy(() -> documents.write(documents.replacement("a", outdated, 3, new Thing("lost"))));
        assertThat(documents.loadToChange(List.of("a")).get("a").document().name()).isEqualTo("another's");
    }

    @Test
    void readsADocumentAgainThatWasDeletedOrRefused() {
        documents.write(documents.replacement("a", null, 1, new Thing("a")));
        documents.write(documents.deletion("a", documents.loadToChange(List.of("a")).get("a")));
        assertThat(documents.loadToChange(List.of("a"))).isEmpty();
    }

    @Test
    void keepsNoMoreRecentDocumentsThanItsMemoryIsFor() {
        RecentDocuments<Thing> recent = new RecentDocuments<>();
        StoredDocument<Thing> document = new StoredDocument<>(new Thing("a"), 1, null);
        recent.put("a", document, RecentDocuments.MAX_BYTES / 2);
        recent.put("b", document, RecentDocuments.MAX_BYTES / 2);
        recent.put("b", document, RecentDocuments.MAX_BYTES / 2);
        assertThat(recent.find("a")).isNotNull();
        recent.put("c", document, 1);
        assertThat(recent.find("a")).isNull();
        assertThat(recent.find("b")).isNotNull();
        recent.put("d", document, RecentDocuments.MAX_BYTES + 1);
        assertThat(recent.find("d")).isNull();
    }

    private StoredDocument<Thing> read(String key) {
        return documents.load(List.of(key)).get(key);
    }
}
