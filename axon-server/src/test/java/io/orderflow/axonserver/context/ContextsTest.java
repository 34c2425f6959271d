package io.orderflow.axonserver.context;

import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.rocksdb.RocksStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextsTest {

    @TempDir
    private Path directory;
    private Contexts contexts;

    @BeforeEach
    void open() {
        contexts = Contexts.open(new RocksStores(directory, new MutableClock()), new MutableClock());
    }

    @AfterEach
    void close() {
        contexts.close();
    }

    private void reopen() {
        close();
        open();
    }

    private void append(String context) {
        contexts.require(context).events().append(List.of(event("e"))).toCompletableFuture().join();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void hasTheDefaultContextFromTheStart() {
        assertThat(contexts.names()).containsExactly(Contexts.DEFAULT);
        assertThatThrownBy(() -> contexts.delete(Contexts.DEFAULT, false))
                .isInstanceOf(ContextException.Undeletable.class);
    }

    @Test
    void keepsContextsWithEventsAndMetadataOverAReopening() {
        contexts.create("orders", Map.of("team", "one"));
        append("orders");

        reopen();

        assertThat(contexts.names()).containsExactly("default", "orders");
        assertThat(contexts.require("orders").metadata()).containsExactly(Map.entry("team", "one"));
        assertThat(contexts.require("orders").events().headToken()).isZero();
        assertThat(contexts.require("default").events().headToken()).isEqualTo(-1);
    }

    @Test
    void takesOnlyNamesThatAreSafeForADirectory() {
        for (String name : List.of("", " ", ".", "..", "a/b", "a\\b", "../up", ".hidden", "_admin", "ä", "a b", "1st",
                "nul", "Com1", "a".repeat(101))) {
            assertThatThrownBy(() -> contexts.create(name, Map.of())).as(name).isInstanceOf(
                    ContextException.InvalidName.class);
        }
        contexts.create("A-b_9" + "x".repeat(95), Map.of());
        assertThatThrownBy(() -> contexts.create("Default", Map.of()))
                .isInstanceOf(ContextException.AlreadyExists.class);
    }

    @Test
    void leavesNothingOfADeletedContext() throws IOException {
        contexts.create("orders", Map.of());
        append("orders");
        Context deleted = contexts.require("orders");
        List<String> told = new ArrayList<>();
        deleted.enter(told::add);

        contexts.delete("orders", false);

        assertThat(told).singleElement().asString().contains("orders");
        assertThat(files()).containsExactly("default");
        assertThatThrownBy(() -> deleted.events().highestSequence("a"))
                .isInstanceOf(StoreException.Closed.class)
                .hasMessageContaining("deleted");
        contexts.create("orders", Map.of());
        assertThat(contexts.require("orders").events().headToken()).isEqualTo(-1);
    }

    @Test
    void bringsBackTheEventsOfAContextThatWasDeletedButKept() {
        contexts.create("orders", Map.of());
        append("orders");
        contexts.delete("orders", true);
        reopen();
        assertThat(contexts.names()).containsExactly("default");

        contexts.create("orders", Map.of());

        assertThat(contexts.require("orders").events().headToken()).isZero();
    }

    @Test
    void removesWhatACrashLeftOfADeletion() throws IOException {
        contexts.create("orders", Map.of());
        append("orders");
        contexts.close();
        Files.move(directory.resolve("orders"), directory.resolve(".deleted-half"));
        Files.createDirectories(directory.resolve(".unfinished-half"));

        open();

        assertThat(contexts.names()).containsExactly("default");
        assertThat(files()).containsExactly("default");
    }

    @Test
    void leavesAloneWhatIsNoContext() throws IOException {
        contexts.close();
        Files.createDirectories(directory.resolve("lost+found"));
        Files.writeString(Files.createDirectories(directory.resolve("notes")).resolve("read.me"), "mine");

        open();

        assertThat(contexts.names()).containsExactly("default");
        assertThat(files()).containsExactly("default", "lost+found", "notes");
    }

    @Test
    void tellsWhoComesTooLateThatTheContextHasEnded() {
        contexts.create("orders", Map.of());
        Context context = contexts.require("orders");
        contexts.delete("orders", false);
        List<String> told = new ArrayList<>();

        context.enter(told::add);

        assertThat(told).hasSize(1);
    }
}
