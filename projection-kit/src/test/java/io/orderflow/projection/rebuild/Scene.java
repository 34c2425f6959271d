package io.orderflow.projection.rebuild;

import static org.awaitility.Awaitility.await;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.Database;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Tally.Counted;
import java.time.Duration;
import java.util.stream.IntStream;

/** A log, a database, and one process of a service that has a projection. */
final class Scene implements AutoCloseable {

    static final int KEYS = 13;

    final Log log = new Log();
    final Database database = new Database();
    Process process;
    private Projection<Tally> projection;

    Scene(Projection<Tally> projection) {
        this.projection = projection;
        this.process = new Process(log, database, projection);
    }

    /** Ends the process in an orderly way, and starts another with this projection. */
    void restart(Projection<Tally> next) {
        process.close();
        projection = next;
        process = new Process(log, database, next);
    }

    void append(int first, int events) {
        IntStream.range(first, first + events)
                .forEach(number -> log.append(new Counted("k" + number % KEYS, number)));
    }

    void settle() {
        process.settle(projection);
    }

    Tally find(String key) {
        return process.models.of(projection).find(key).orElseThrow();
    }

    ProjectionStatus status() {
        return process.statuses.of(projection.name());
    }

    Rebuild awaitState(String rebuild, RebuildState state) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> process.rebuilds.find(rebuild), found -> found.state() == state);
    }

    @Override
    public void close() {
        process.close();
        log.close();
        database.close();
    }
}
