package io.orderflow.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointBackendTest {

    private static final int WRITERS = 4;
    private static final int LETTERS = 300;

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasInsertedThroughACrash() {
        untilACrash(letters -> letters.insertOne(letter("o-1", 0)));
        untilACrash(letters -> assertThat(letters.countDocuments()).isEqualTo(1));
    }

    @Test
    void keepsWhatWasDeletedAwayThroughACrash() {
        untilACrash(letters -> {
            letters.insertOne(letter("o-1", 0));
            letters.deleteOne(Filters.eq("sequence", "o-1"));
        });
        untilACrash(letters -> assertThat(letters.countDocuments()).isZero());
    }

    /** The collection and its indexes are in maps of their own, and none may be ahead of the others. */
    @Test
    void isWholeAfterACrashInTheMiddleOfWriting() {
        untilACrash(letters -> {
            letters.createIndex(Indexes.ascending("sequence", "index"), new IndexOptions().unique(true));
            List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> write(letters, "o-" + writer)))
                    .toList();
            // The crash comes while the others are still writing.
            CompletableFuture.anyOf(writers.toArray(CompletableFuture<?>[]::new)).join();
        });
        untilACrash(letters -> {
            for (Document letter : letters.find().into(new ArrayList<>())) {
                long deleted = letters.deleteOne(Filters.and(Filters.eq("sequence", letter.getString("sequence")),
                        Filters.eq("index", letter.getInteger("index")))).getDeletedCount();
                assertThat(deleted).as("%s", letter).isEqualTo(1);
            }
            IntStream.range(0, WRITERS).forEach(writer -> write(letters, "o-" + writer));
        });
    }

    private static void write(MongoCollection<Document> letters, String sequence) {
        for (int index = 0; index < LETTERS; index++) {
            letters.insertOne(letter(sequence, index));
            if (index % 2 == 1) {
                letters.deleteOne(Filters.and(Filters.eq("sequence", sequence), Filters.eq("index", index)));
            }
        }
    }

    private static Document letter(String sequence, int index) {
        return new Document("sequence", sequence).append("index", index);
    }

    /** Leaves the file as it is at that moment, without the farewell of an orderly end. */
    private void untilACrash(Consumer<MongoCollection<Document>> work) {
        CheckpointBackend backend = new CheckpointBackend(directory.resolve("checkpoints.h2"));
        MongoServer server = new MongoServer(backend);
        try (MongoClient client = MongoClients.create(server.bindAndGetConnectionString())) {
            work.accept(client.getDatabase("orderflow_checkpoints").getCollection("letters"));
            backend.getMvStore().closeImmediately();
        } finally {
            server.shutdownNow();
        }
    }
}
