package io.orderflow.axonserver.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.axonserver.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that writes meets an {@code Error}: whoever waits for it is told. */
class GroupCommitTest {

    private static final int SOON_SECONDS = 10;

    @TempDir
    private Path directory;
    private final SharedMemory memory = new SharedMemory();
    private Database database;
    private GroupCommit writer;

    /** Writes nothing. */
    private static final class Request extends WriteRequest<@Nullable Void> {

        private final boolean alone;
        private final boolean fatal;
        private final boolean failsToHearOfIt;

        Request(boolean alone, boolean fatal, boolean failsToHearOfIt) {
            this.alone = alone;
            this.fatal = fatal;
            this.failsToHearOfIt = failsToHearOfIt;
        }

        @Override
        int bytes() {
            return 1;
        }

        @Override
        boolean standsAlone() {
            return alone;
        }

        @Override
        void addTo(Group group) {
            if (fatal) {
                throw new OutOfMemoryError("of the test");
            }
        }

        @Override
        void confirm() {
            complete(null);
        }

        @Override
        void fail(StoreException reason) {
            if (failsToHearOfIt) {
                throw new OutOfMemoryError("of the test, once more");
            }
            super.fail(reason);
        }
    }

    @BeforeEach
    void open() {
        database = Database.open(directory, memory);
        Tables tables = Tables.of(database);
        writer = new GroupCommit(tables, new Head(tables.events(), tables.properties().firstToken()));
    }

    @AfterEach
    void close() {
        writer.close("The test is over");
        database.close("The test is over");
        memory.close();
    }

    /** Those of its group, the one that was put off because it stands alone, those behind it, and those to come. */
    @Test
    void failsAllThatWaitForIt() {
        Request deaf = new Request(false, true, true);
        List<Request> waiting = Stream.of(false, true, false)
                .map(alone -> new Request(alone, false, false))
                .toList();
        writer.submit(deaf);
        waiting.forEach(writer::submit);
        writer.start();
        waiting.forEach(GroupCommitTest::assertFails);

        Request late = new Request(false, false, false);
        writer.submit(late);
        assertFails(late);
        assertThat(writer.failure()).contains("of the test");
    }

    private static void assertFails(Request request) {
        assertThatThrownBy(() -> request.result().toCompletableFuture().get(SOON_SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("The ");
    }
}
