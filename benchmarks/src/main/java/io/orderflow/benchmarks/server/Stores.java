package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.grpc.event.Confirmation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Stores of each size. One store of each size is filled through the connector, and the measured stores are copies of
 * it. A copy costs nothing: it shares the table files, which never change.
 */
final class Stores {

    private static final int AGGREGATES_PER_TRANSACTION = 20;
    private static final int TRANSACTIONS_IN_FLIGHT = 8;
    private static final String TABLE_FILE = ".sst";
    private static final Duration QUIET_TIME = Duration.ofSeconds(3);

    private final Path work;

    Stores(Path work) {
        this.work = work;
    }

    private Path filled(StoreSize size) {
        return work.resolve("filled-" + size.title());
    }

    /** Fills a store unless it is filled. */
    void fill(StoreSize size) throws IOException, InterruptedException {
        if (Files.exists(filled(size))) {
            return;
        }
        long began = System.nanoTime();
        Path filling = Files.createTempDirectory(work, "filling-");
        try (Embedded server = Embedded.start(filling)) {
            append(server.client(), size);
            awaitQuiet(filling);
        }
        Files.move(filling, filled(size));
        System.err.printf("filled a store with %s events in %d s%n", size.title(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    /** Fills an empty store with the events of its size. */
    static void append(Client client, StoreSize size) throws InterruptedException {
        Deque<CompletableFuture<Confirmation>> unconfirmed = new ArrayDeque<>();
        for (int next = 0; next < size.aggregates(); next += AGGREGATES_PER_TRANSACTION) {
            AppendEventsTransaction transaction = client.events().startAppendEventsTransaction();
            for (int i = next; i < Math.min(size.aggregates(), next + AGGREGATES_PER_TRANSACTION); i++) {
                SampleEvents.events(SampleEvents.shortLived(i), 0, SampleEvents.SHORT_LIFE)
                        .forEach(transaction::appendEvent);
            }
            unconfirmed.add(transaction.commit());
            while (unconfirmed.size() >= TRANSACTIONS_IN_FLIGHT) {
                Client.await(unconfirmed.remove());
            }
        }
        for (CompletableFuture<Confirmation> last : unconfirmed) {
            Client.await(last);
        }
    }

    /** Waits until the store has compacted its files, which would otherwise slow the measurement. */
    private static void awaitQuiet(Path directory) throws IOException {
        List<Path> before;
        List<Path> after = tableFiles(directory);
        do {
            before = after;
            LockSupport.parkNanos(QUIET_TIME.toNanos());
            after = tableFiles(directory);
        } while (!before.equals(after));
    }

    private static List<Path> tableFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Stores::isTableFile).sorted().toList();
        }
    }

    private static boolean isTableFile(Path file) {
        return file.toString().endsWith(TABLE_FILE);
    }

    /** Returns a new copy of a store. */
    Path copy(StoreSize size) throws IOException {
        Path from = filled(size);
        Path to = Files.createTempDirectory(work, size.title() + "-");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !file.equals(from)).toList()) {
                Path target = to.resolve(from.relativize(file));
                if (isTableFile(file)) {
                    Files.createLink(target, file);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }
}
