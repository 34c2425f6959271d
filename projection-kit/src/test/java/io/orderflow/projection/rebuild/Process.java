package io.orderflow.projection.rebuild;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.projection.document.Database;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionProperties;
import io.orderflow.projection.engine.ProjectionRuntime;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.Progress;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.tracing.BatchSpans;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.axonframework.serialization.json.JacksonSerializer;
import org.springframework.context.SmartLifecycle;

/**
 * One process of a service with projections, without its HTTP side. Closing it is an orderly stop; if it is killed
 * before, it is cut off from the database, so that nothing in hand is finished and no claim is given back.
 */
final class Process implements AutoCloseable {

    static final Duration STALLED_AFTER = Duration.ofSeconds(2);
    static final ProjectionProperties LIMITS = limits(2);

    final ProjectionHost host;
    final ReadModels models;
    final StartupCatchUp catchingUp;
    final Rebuilds rebuilds;
    final ProjectionStatuses statuses;
    final DeadLetterQueues deadLetters;
    private final MongoClient client;
    final Restarts restarts;
    final ProjectionRuntime runtime;
    final Pointers pointers;
    private final Housekeeper housekeeper;
    private final SmartLifecycle stallWatch;
    final RepeatedFailures failures = new RepeatedFailures();
    final DeadLetterDecisions givenUp;
    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger writesDone = new AtomicInteger();

    static ProjectionProperties limits(int segments) {
        return new ProjectionProperties(10, 50, 20, 2, segments, Duration.ofMillis(200), Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofMillis(300), Duration.ofSeconds(5), 3);
    }

    Process(Log events, Database database, Projection<?>... projections) {
        this("one", LIMITS, events, database, projections);
    }

    /** @param id two processes that run at once have different ids; one that is restarted keeps its own */
    Process(String id, ProjectionProperties limits, Log events, Database database, Projection<?>... projections) {
        client = database.connect(new CrashListener());
        MongoDatabase own = Database.of(client);
        CheckpointedLog checkpointed = new CheckpointedLog(events::store);
        restarts = new Restarts(checkpointed);
        givenUp = new DeadLetterDecisions(events.store());
        runtime = ProjectionRuntime.of(events.store(), own, JacksonSerializer.defaultSerializer(), id, limits,
                checkpointed,
                failures, givenUp, CallLimits.DEFAULT, BatchSpans.NONE);
        pointers = new Pointers(own);
        RebuildLog log = new RebuildLog(own, limits.rebuildsKept());
        host = new ProjectionHost(List.of(projections), runtime);
        models = host;
        catchingUp = new StartupCatchUp(host, runtime);
        housekeeper = new Housekeeper(host, runtime,
                List.of(catchingUp, (projection, pointer) -> projection.retryDeadLetters(), new Revisions(runtime, log),
                        new RebuildWatch(runtime, log),
                        new Retirement(runtime)),
                restarts);
        deadLetters = host.deadLetters(housekeeper::wake);
        rebuilds = new Rebuilds(host, pointers, log, housekeeper);
        statuses = new ProjectionStatuses(host, runtime);
        stallWatch = Progress.watch(runtime::head, List.of(host), failures, STALLED_AFTER);
        housekeeper.start();
        stallWatch.start();
    }

    long head() {
        return runtime.head();
    }

    /** Waits until the documents contain all events that are in the log now. */
    void settle(Projection<?> projection) {
        if (!host.hosted(projection).await(head(), Duration.ofSeconds(20))) {
            throw new AssertionError(projection.name() + " did not come up to " + head() + " but to "
                    + models.of(projection).position());
        }
    }

    /** Kills the process right after so many more batches have been written, before their checkpoint is. */
    void killAfterWrites(int batches) {
        writesLeft.set(batches);
    }

    /** How many commands that write documents the database has answered. */
    int writesDone() {
        return writesDone.get();
    }

    boolean isKilled() {
        return writesLeft.get() <= 0;
    }

    void kill() {
        stallWatch.stop();
        client.close();
    }

    @Override
    public void close() {
        stallWatch.stop();
        housekeeper.stop();
        client.close();
    }

    /** Cuts the connection after the last write of documents that is allowed. */
    private final class CrashListener implements CommandListener {

        private static final Set<String> WRITES = Set.of("update", "delete");
        private static final Pattern DOCUMENTS = Pattern.compile("tallies_v[0-9]+");

        /** A command starts and succeeds on the same thread. */
        private final ThreadLocal<Boolean> writesDocuments = ThreadLocal.withInitial(() -> false);

        @Override
        public void commandStarted(CommandStartedEvent event) {
            String command = event.getCommandName();
            writesDocuments.set(WRITES.contains(command)
                    && DOCUMENTS.matcher(event.getCommand().getString(command).getValue()).matches());
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (writesDocuments.get()) {
                writesDone.incrementAndGet();
            }
            if (writesDocuments.get() && writesLeft.get() != Integer.MAX_VALUE
                    && writesLeft.decrementAndGet() == 0) {
                client.close();
            }
        }
    }
}
