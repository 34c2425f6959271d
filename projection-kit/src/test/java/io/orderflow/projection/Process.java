package io.orderflow.projection;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.axonframework.serialization.json.JacksonSerializer;

/** One process of a service with projections, without its HTTP side. Closing it is an orderly stop. */
final class Process implements AutoCloseable {

    static final ProjectionProperties LIMITS = new ProjectionProperties(10, 2, Duration.ofMillis(50),
            Duration.ofMillis(300), Duration.ofSeconds(5));

    final ProjectionHost host;
    final ReadModels models;
    final CatchingUp catchingUp;
    final Housekeeper housekeeper;
    final Machinery machinery;

    Process(Log log, Database database, ProjectionProperties limits, Projection<?>... projections) {
        machinery = new Machinery(log.store(), database.database(),
                new Checkpoints(database.database(), JacksonSerializer.defaultSerializer(),
                        UUID.randomUUID().toString()),
                new Pointers(database.database()), Executors.newScheduledThreadPool(2), limits);
        host = new ProjectionHost(List.of(projections), machinery);
        models = new ReadModels(host);
        catchingUp = new CatchingUp(host, machinery);
        housekeeper = new Housekeeper(host, machinery, List.of(catchingUp, new Retirement(machinery)));
        housekeeper.start();
    }

    /** Waits until all that is in the log now is in the documents. */
    void settle(Projection<?> projection) {
        if (!models.await(projection.name(), machinery.head(), Duration.ofSeconds(20))) {
            throw new AssertionError(projection.name() + " did not come up to " + machinery.head() + " but to "
                    + models.position(projection.name()));
        }
    }

    @Override
    public void close() {
        housekeeper.stop();
    }
}
