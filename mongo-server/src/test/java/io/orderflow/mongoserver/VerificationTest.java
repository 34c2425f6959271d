package io.orderflow.mongoserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import io.orderflow.mongoserver.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** What is found in a directory that no server uses. */
class VerificationTest {

    private static final List<String> FAMILIES = List.of("default", "documents", "indexes");

    private Path data;

    @BeforeEach
    void fill(@TempDir Path directory) {
        data = directory.resolve("database");
        try (EmbeddedMongoServer server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
                MongoClient client = MongoClients.create(server.uri("shop"))) {
            MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
            orders.createIndex(Indexes.ascending("customer"));
            orders.createIndex(Indexes.ascending("lines"));
            orders.insertMany(IntStream.range(0, 1000)
                    .mapToObj(i -> new Document("_id", "o" + i).append("customer", "c" + i % 10)
                            .append("lines", List.of(i % 3, i % 5)))
                    .toList());
            orders.deleteOne(new Document("_id", "o7"));
        }
    }

    @Test
    void findsNothingWrongWithWhatIsWhole() throws IOException {
        Map<String, Long> before = files();

        assertThat(EmbeddedMongoServer.verify(data)).isEmpty();

        assertThat(files()).isEqualTo(before);
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }

    @Test
    void findsWhatAnIndexLacks() throws RocksDBException {
        deleteOneOf("indexes");

        assertThat(EmbeddedMongoServer.verify(data)).anyMatch(problem -> problem.startsWith(
                "shop.orders: the index ") && problem.contains(" lacks the document"));
    }

    @Test
    void findsADocumentThatIsGone() throws RocksDBException {
        deleteOneOf("documents");

        assertThat(EmbeddedMongoServer.verify(data)).anyMatch(problem -> problem.contains(
                "shop.orders: it says that it has 999 documents, and has 998"))
                .anyMatch(problem -> problem.contains("entries, its documents have"));
    }

    @Test
    void findsDamagedFiles() throws IOException, RocksDBException {
        open((database, handles) -> {});
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(table -> table.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 4] ^= 8;
                Files.write(file, bytes);
            }
        }

        assertThat(EmbeddedMongoServer.verify(data)).isNotEmpty();
    }

    /** One that is of the orders. */
    private void deleteOneOf(String family) throws RocksDBException {
        open((database, handles) -> {
            ColumnFamilyHandle handle = handles.get(FAMILIES.indexOf(family));
            try (RocksIterator entries = database.newIterator(handle)) {
                entries.seekToFirst();
                while (family.equals("documents") && !new String(entries.value(), UTF_8).contains("c5")) {
                    entries.next();
                }
                database.delete(handle, entries.key());
            }
        });
    }

    private interface Work {
        void on(RocksDB database, List<ColumnFamilyHandle> handles) throws RocksDBException;
    }

    /** Opened so, it writes what is in its log to its files. */
    private void open(Work work) throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB database = RocksDB.open(options, data.toString(),
                        FAMILIES.stream().map(name -> new ColumnFamilyDescriptor(name.getBytes(UTF_8))).toList(),
                        handles)) {
            work.on(database, handles);
            handles.forEach(ColumnFamilyHandle::close);
        }
    }
}
