package io.orderflow.projection.rebuild;

import com.mongodb.client.MongoCollection;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.engine.Generation;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.ProjectionRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * The comparisons that this process makes, one a rebuild, each on a thread of its own. The process that has the first
 * segment makes the comparison; where the segment goes to another process meanwhile, that process makes it again. Only
 * the housekeeper's thread calls this class.
 */
final class Comparisons {

    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(5);

    /**
     * A comparison that leaves documents unsettled is made so many times, because the cause that held a collection up
     * may be over by the next time.
     */
    private static final int MAX_COMPARISONS = 3;

    private final ProjectionRuntime runtime;
    private final RebuildLog log;
    private final Map<String, ComparisonTask> byProjection = new HashMap<>();

    Comparisons(ProjectionRuntime runtime, RebuildLog log) {
        this.runtime = runtime;
        this.log = log;
    }

    /** Returns the comparison once it has been made and noted. Begins it where this process has to make it. */
    Optional<Comparison> result(HostedProjection<?> projection, Generation<?> made, Building building) {
        String name = projection.projection().name();
        ComparisonTask task = byProjection.get(name);
        if (task != null && (task.hasFailed() || !task.isOf(building))) {
            end(name);
            task = null;
        }
        if (task == null && made.leads()) {
            byProjection.put(name, start(projection, made, building, 1));
        }
        return task == null ? Optional.empty() : task.result();
    }

    /** Makes the comparison once more. Returns false where it has been made often enough. */
    boolean repeat(HostedProjection<?> projection, Generation<?> made, Building building) {
        String name = projection.projection().name();
        ComparisonTask task = byProjection.get(name);
        if (task == null || task.number() >= MAX_COMPARISONS) {
            return false;
        }
        byProjection.put(name, start(projection, made, building, task.number() + 1));
        return true;
    }

    /** Ends the comparison of the projection, if there is one, whether it is done or not. */
    void end(String projection) {
        ComparisonTask task = byProjection.remove(projection);
        if (task != null) {
            task.cancel();
        }
    }

    void endAll() {
        byProjection.values().forEach(ComparisonTask::cancel);
    }

    private ComparisonTask start(HostedProjection<?> projection, Generation<?> made, Building building, int number) {
        Generation<?> serving = projection.serving();
        ComparisonTask task = new ComparisonTask(made.name(), building, number, log, runtime.failures());
        CollectionComparator comparing = new CollectionComparator(raw(serving), raw(made),
                new Level(projection, serving, made), task);
        Thread.ofPlatform().daemon().name("comparing-" + made.name()).start(() -> task.run(comparing));
        return task;
    }

    private final class Level implements CollectionComparator.Synchronizer {

        private final HostedProjection<?> projection;
        private final Generation<?> serving;
        private final Generation<?> made;

        Level(HostedProjection<?> projection, Generation<?> serving, Generation<?> made) {
            this.projection = projection;
            this.serving = serving;
            this.made = made;
        }

        @Override
        public long settle() {
            long end = runtime.head();
            boolean passed = projection.await(() -> serving.position() >= end && made.position() >= end,
                    SETTLING_LIMIT);
            return passed ? end : Events.BEFORE_ALL;
        }

        @Override
        public Optional<RawBsonDocument> bring(RawBsonDocument document, long position) {
            return made.bring(document, position);
        }
    }

    private MongoCollection<RawBsonDocument> raw(Generation<?> generation) {
        return runtime.database().getCollection(generation.name(), RawBsonDocument.class);
    }
}
