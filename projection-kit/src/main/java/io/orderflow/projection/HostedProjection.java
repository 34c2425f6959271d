package io.orderflow.projection;

import io.orderflow.projection.Pointer.Building;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A projection in this process: the generation that serves, and the one that is being built, if any. Both follow the
 * pointer. A rebuild's generation becomes the one that serves as it is, with its processor running, so that no event is
 * missed in between.
 *
 * <p>Only the housekeeper's thread changes the generations; any thread reads them.
 */
final class HostedProjection<D> {

    private static final Logger LOG = LoggerFactory.getLogger(HostedProjection.class);

    private final Projection<D> projection;
    private final Machinery machinery;
    private final PositionSignal signal = new PositionSignal();
    private volatile @Nullable Generation<D> serving;
    private volatile @Nullable Generation<D> building;
    private volatile int revision;

    HostedProjection(Projection<D> projection, Machinery machinery) {
        this.projection = projection;
        this.machinery = machinery;
        this.revision = projection.revision();
    }

    Projection<D> projection() {
        return projection;
    }

    /** Makes this process what the pointer says. */
    void follow(Pointer pointer) {
        serve(pointer);
        build(pointer.rebuild());
    }

    private void serve(Pointer pointer) {
        Generation<D> before = serving;
        if (before != null && before.number() == pointer.generation()) {
            return;
        }
        Generation<D> built = building;
        if (built != null && built.number() == pointer.generation()) {
            serving = built;
            building = null;
        } else {
            serving = new Generation<>(projection, pointer.generation(), machinery, signal);
        }
        revision = pointer.revision();
        LOG.info("{} is served from {}", projection.name(), pointer.collection());
        signal.moved();
        if (before != null) {
            before.stop().join();
        }
    }

    private void build(@Nullable Building wanted) {
        Generation<D> current = building;
        if (current != null && (wanted == null || wanted.generation() != current.number())) {
            building = null;
            current.stop().join();
            current = null;
        }
        if (current == null && wanted != null) {
            building = new Generation<>(projection, wanted.generation(), machinery, signal);
        }
    }

    CompletableFuture<Void> stop() {
        return CompletableFuture.allOf(Stream.of(Optional.ofNullable(serving), Optional.ofNullable(building))
                .flatMap(Optional::stream).map(Generation::stop).toArray(CompletableFuture<?>[]::new));
    }

    /** @throws ReadModelUnavailable before the first look at the pointer has succeeded */
    Generation<D> serving() {
        Generation<D> current = serving;
        if (current == null) {
            throw new ReadModelUnavailable(projection.name());
        }
        return current;
    }

    @Nullable
    Generation<D> building() {
        return building;
    }

    int revision() {
        return revision;
    }

    /** Waits until every event up to the position is in the documents that serve. Returns false where time is up. */
    boolean await(long position, Duration limit) {
        return signal.await(() -> serving().position() >= position, limit);
    }
}
