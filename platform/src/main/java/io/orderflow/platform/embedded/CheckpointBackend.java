package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.orderflow.service.health.RepeatedFailures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * A database in a file that a crash at any moment leaves whole. One command changes several maps of the store, a
 * collection and its indexes, so the file is only ever written between commands. What is inserted or deleted, as dead
 * letters are, is in the file before the command is answered: those who sent it will not come back to the event.
 * What is updated, as checkpoints are, follows a moment later. Thread-safe.
 */
final class CheckpointBackend extends H2Backend {

    private static final Duration SAVE_INTERVAL = Duration.ofMillis(100);
    private static final Duration COMPACT_INTERVAL = Duration.ofMinutes(1);
    private static final int COMPACT_BELOW_PERCENT = 50;
    private static final int COMPACT_BYTES = 4 << 20;
    private static final Set<String> SAVED_AT_ONCE = Set.of("insert", "delete");

    /** Commands share it; whoever writes the file has it alone. */
    private final ReadWriteLock commands = new ReentrantReadWriteLock(true);
    private final RepeatedFailures failures = new RepeatedFailures();
    private final ScheduledExecutorService saver = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("checkpoint-saver").factory());

    /** @param file made where it does not exist */
    CheckpointBackend(Path file) {
        super(new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open());
        repeat("writing of the file of checkpoints", this::save, SAVE_INTERVAL);
        repeat("compaction of the file of checkpoints", this::compact, COMPACT_INTERVAL);
    }

    /** A full disk would otherwise be told with every attempt. */
    private void repeat(String name, Runnable task, Duration interval) {
        saver.scheduleWithFixedDelay(() -> {
            try {
                task.run();
                failures.succeeded(name);
            } catch (RuntimeException failed) {
                failures.failed(name, failed);
            }
        }, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        commands.readLock().lock();
        Document answer;
        try {
            answer = super.handleMessage(message);
        } catch (MongoServerException refusal) {
            throw ExpectedRefusals.unlogged(refusal);
        } finally {
            commands.readLock().unlock();
        }
        if (SAVED_AT_ONCE.contains(message.getDocument().keySet().iterator().next())) {
            save();
        }
        return answer;
    }

    private void save() {
        commands.writeLock().lock();
        try {
            if (!getMvStore().isClosed() && getMvStore().hasUnsavedChanges()) {
                commit();
            }
        } finally {
            commands.writeLock().unlock();
        }
    }

    /** Gives the place of what has been overwritten since back to the file. */
    private void compact() {
        commands.writeLock().lock();
        try {
            if (!getMvStore().isClosed()) {
                getMvStore().compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
            }
        } finally {
            commands.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        saver.shutdown();
        commands.writeLock().lock();
        try {
            super.close();
        } finally {
            commands.writeLock().unlock();
        }
    }
}
