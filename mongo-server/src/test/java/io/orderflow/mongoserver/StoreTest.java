package io.orderflow.mongoserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.mongoserver.store.StoreUnusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is there after a stop, and what is said of a directory that cannot be used. */
class StoreTest {

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void nameData() {
        data = directory.resolve("database");
    }

    private void with(Path where, Consumer<MongoCollection<Document>> work) {
        try (EmbeddedMongoServer server = EmbeddedMongoServer.start(where, 0, StoreSettings.DEFAULT);
                MongoClient client = MongoClients.create(server.uri("shop"))) {
            work.accept(client.getDatabase("shop").getCollection("orders"));
        }
    }

    private static void fill(MongoCollection<Document> orders) {
        orders.createIndex(Indexes.ascending("customer"));
        orders.insertMany(IntStream.range(0, 1000)
                .mapToObj(i -> new Document("_id", "o" + i).append("customer", "c" + i % 10))
                .toList());
    }

    @Test
    void hasEverythingAfterAStop() {
        // given
        with(data, StoreTest::fill);

        // when, then
        with(data, orders -> {
            assertThat(orders.countDocuments()).isEqualTo(1000);
            assertThat(orders.estimatedDocumentCount()).isEqualTo(1000);
            assertThat(orders.countDocuments(Filters.eq("customer", "c3"))).isEqualTo(100);
            assertThat(orders.listIndexes()).hasSize(2);
        });
    }

    @Test
    void storesNothingWhileItsDirectoryIsGone() {
        Path elsewhere = directory.resolve("elsewhere");
        with(data, orders -> {
            fill(orders);
            move(data, elsewhere);

            await().untilAsserted(() -> assertThatThrownBy(() -> orders.insertOne(new Document()))
                    .isInstanceOf(MongoException.class)
                    .hasMessageContaining("removed or replaced"));

            move(elsewhere, data);
            orders.insertOne(new Document("_id", "last"));
        });
        with(data, orders -> assertThat(orders.countDocuments(Filters.eq("_id", "last"))).isOne());
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void forgetsWhatWasDropped() {
        // given
        with(data, orders -> {
            fill(orders);
            orders.drop();
            orders.insertOne(new Document("_id", "o1").append("customer", "c1"));
        });

        // when, then
        with(data, orders -> {
            assertThat(orders.countDocuments()).isEqualTo(1);
            assertThat(orders.countDocuments(Filters.eq("customer", "c1"))).isEqualTo(1);
            assertThat(orders.listIndexes()).hasSize(1);
        });
    }

    @Test
    void saysNothingInTheLogOfWhatAClientIsRefused() {
        // given
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("de.bwaldvogel.mongo");
        log.start();
        root.addAppender(log);

        // when
        with(data, orders -> {
            orders.drop();
            orders.insertOne(new Document("_id", "o1"));
            assertThatThrownBy(() -> orders.insertOne(new Document("_id", "o1"))).isInstanceOf(MongoException.class);
            orders.insertOne(new Document("_id", "o2"));
            assertThatThrownBy(() -> orders.createIndex(Indexes.ascending("customer"), new IndexOptions().unique(true)))
                    .isInstanceOf(MongoException.class);
        });

        // then
        root.detachAppender(log);
        assertThat(log.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
    }

    @Test
    void copiesWhatIsThereWhileItIsUsed() throws IOException {
        // given
        Path copy;
        try (EmbeddedMongoServer server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
                MongoClient client = MongoClients.create(server.uri("shop"))) {
            MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
            fill(orders);

            // when
            copy = directory.resolve("copy");
            Files.move(Path.of(client.getDatabase("admin").runCommand(new Document("copyDatabases", 1))
                    .getString("directory")), copy);
            orders.deleteMany(new Document());
        }

        // then
        with(copy, orders -> assertThat(orders.countDocuments(Filters.eq("customer", "c3"))).isEqualTo(100));
    }

    @Test
    void saysThatAnotherProcessUsesIt() {
        with(data, orders -> assertThatThrownBy(() -> EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("another process uses it"));
    }

    @Test
    void saysThatItIsDamaged() throws IOException {
        // given
        with(data, StoreTest::fill);
        with(data, orders -> {});
        for (Path file : files(".sst")) {
            Files.write(file, new byte[10]);
        }
        Files.write(files("MANIFEST").getFirst(), new byte[100]);

        // when, then
        assertThatThrownBy(() -> EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT)).isInstanceOf(
                StoreUnusable.class).hasMessageContaining("it is damaged").hasMessageContaining("Restore a backup");
    }

    @Test
    void saysThatItsLogOfWritesIsDamaged() throws IOException {
        // given
        with(data, StoreTest::fill);
        for (Path file : files(".log")) {
            byte[] bytes = Files.readAllBytes(file);
            Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 12, (byte) 7);
            Files.write(file, bytes);
        }

        // when, then
        assertThatThrownBy(() -> EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT)).isInstanceOf(
                StoreUnusable.class).hasMessageContaining(data.toString()).hasMessageContaining("it is damaged");
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().contains(part)).toList();
        }
    }

    @Test
    void saysThatAnotherVersionWroteIt() throws Exception {
        // given
        with(data, StoreTest::fill);
        try (var database = org.rocksdb.RocksDB.open(new org.rocksdb.DBOptions(), data.toString(),
                List.of("default", "documents", "indexes").stream()
                        .map(name -> new org.rocksdb.ColumnFamilyDescriptor(name.getBytes()))
                        .toList(),
                new java.util.ArrayList<>())) {
            database.put("format".getBytes(), "99".getBytes());
        }

        // when, then
        assertThatThrownBy(() -> EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT)).isInstanceOf(
                StoreUnusable.class).hasMessageContaining("layout 99");
    }
}
