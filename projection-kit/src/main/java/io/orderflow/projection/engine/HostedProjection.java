package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.Pointer.CollectionVersion;
import io.orderflow.service.resilience.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A projection in this process: the generation that serves, the one that is being built, if any, and the one that
 * served before, for a rollback. The pointer decides which is which. A generation whose part changes keeps its
 * processor running, so that it misses no event in between.
 *
 * <p>Only the housekeeper's thread changes the generations, and the thread that stops the process ends them; any thread
 * reads them.
 */
public final class HostedProjection<D> {

    private static final Logger LOG = LoggerFactory.getLogger(HostedProjection.class);

    private final Projection<D> projection;
    private final ProjectionRuntime runtime;
    private final DocumentResolver targets;
    private final PositionSignal signal = new PositionSignal();
    private final Gaps gaps = new Gaps();
    private final LongAdder folded = new LongAdder();
    private volatile Roles<D> roles = new Roles<>(null, null, null, null);
    private volatile @Nullable Pointer followed;
    private boolean stopped;

    /** The part that each generation has. */
    private record Roles<D>(@Nullable Generation<D> serving, @Nullable Generation<D> building,
            @Nullable Generation<D> previous, @Nullable Building rebuild) {

        Stream<Generation<D>> all() {
            return Stream.of(Optional.ofNullable(serving), Optional.ofNullable(building), Optional.ofNullable(previous))
                    .flatMap(Optional::stream);
        }
    }

    HostedProjection(Projection<D> projection, ProjectionRuntime runtime) {
        this.projection = projection;
        this.runtime = runtime;
        this.targets = new DocumentResolver(projection);
    }

    public Projection<D> projection() {
        return projection;
    }

    Gaps gaps() {
        return gaps;
    }

    /** How often this process noticed that events were missing between two that it was handed. */
    public long gapsSeen() {
        return gaps.all();
    }

    /** How many events this process has handed to the projection, in all collections together. */
    public long eventsFolded() {
        return folded.sum();
    }

    /**
     * The key of the document that an event belongs to; null where there is none, or where the event cannot be read.
     */
    public @Nullable String keyOf(EventMessage<?> event) {
        return targets.of(event).key();
    }

    /** The pointer as it was read last; null before the first reading. */
    @Nullable
    public Pointer followed() {
        return followed;
    }

    /**
     * Starts and stops generations as the pointer says. After the stop of this projection it does nothing: a round that
     * a slow database held up for longer than the stop waited begins no generation that nobody would stop.
     */
    public synchronized void follow(Pointer pointer) {
        if (stopped) {
            return;
        }
        followed = pointer;
        Roles<D> before = roles;
        Map<Long, Generation<D>> present = new HashMap<>();
        before.all().forEach(generation -> present.put(generation.number(), generation));
        Generation<D> serving = generation(present, pointer.serving());
        Building building = pointer.rebuild();
        CollectionVersion previous = pointer.previous();
        roles = new Roles<>(serving,
                // Only the revision that began a generation may build it.
                building == null || building.revision() != projection.revision()
                        ? null
                        : generation(present, building.version(projection.name())),
                previous == null ? null : generation(present, previous), building);
        if (before.serving() != serving) {
            LOG.info("{} is served from {}", projection.name(), pointer.collection());
            signal.moved();
        }
        List<CompletableFuture<Void>> stops = present.values().stream().map(Generation::stop).toList();
        stops.forEach(CompletableFuture::join);
    }

    private Generation<D> generation(Map<Long, Generation<D>> present, CollectionVersion version) {
        Generation<D> known = present.remove(version.generation());
        return known == null
                ? new Generation<>(projection, version, runtime,
                        new Observers(signal, gaps, folded, () -> serves(version)))
                : known;
    }

    private boolean serves(CollectionVersion version) {
        Pointer pointer = followed;
        return pointer != null && pointer.generation() == version.generation();
    }

    /** All generations that this process keeps up to date. */
    public Stream<Generation<D>> generations() {
        return roles.all();
    }

    Stream<Progress> progress() {
        return generations().map(Generation::progress);
    }

    public synchronized CompletableFuture<Void> stop() {
        stopped = true;
        return CompletableFuture.allOf(roles.all().map(Generation::stop).toArray(CompletableFuture<?>[]::new));
    }

    /** @throws ReadModelUnavailable before the first look at the pointer has succeeded */
    public Generation<D> serving() {
        Generation<D> current = roles.serving();
        if (current == null) {
            throw new ReadModelUnavailable(projection.name());
        }
        return current;
    }

    @Nullable
    public Generation<D> building() {
        return roles.building();
    }

    /** The rebuild that is going on, in this process or another. */
    @Nullable
    public Building rebuild() {
        return roles.rebuild();
    }

    void goOn() {
        roles.all().forEach(Generation::goOn);
    }

    /** Folds the set-aside events that an operator has asked to retry. Returns whether there is more to do. */
    public boolean retryDeadLetters() {
        boolean more = roles.all().map(Generation::retryDeadLetters).reduce(false, Boolean::logicalOr);
        signal.moved();
        return more;
    }

    /** Waits until the documents that serve contain every event up to the position. Returns false where time is up. */
    public boolean await(long position, Duration limit) {
        return await(() -> serving().position() >= position, limit);
    }

    /**
     * Waits for a condition that can become true when a generation moves, or with a {@link #wake()}. Returns false
     * where time is up, or the thread is interrupted.
     */
    public boolean await(BooleanSupplier reached, Duration limit) {
        return signal.await(reached, limit);
    }

    /** Makes every waiting thread check its condition again. Call it after a change that the conditions depend on. */
    public void wake() {
        signal.moved();
    }
}
