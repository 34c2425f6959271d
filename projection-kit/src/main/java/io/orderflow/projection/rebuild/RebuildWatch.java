package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.Generation;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.Pointer.EndedRebuild;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.ProjectionRuntime;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.engine.StoredDeadLetterSequence;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rebuilds: notes their progress, compares a rebuild that has caught up, and gives a rebuild up that cannot
 * go on. Each of its decisions is one conditional write of the pointer, so that several processes may decide at once.
 */
final class RebuildWatch implements Housekeeper.HousekeeperTask {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWatch.class);

    private static final Duration LEVEL_LIMIT = Duration.ofMillis(500);

    private final ProjectionRuntime runtime;
    private final Pointers pointers;
    private final RebuildLog log;
    private final Comparisons comparisons;
    private final Map<String, RebuildProgress> watched = new HashMap<>();
    private final Map<String, EndedRebuild> ends = new HashMap<>();

    RebuildWatch(ProjectionRuntime runtime, RebuildLog log) {
        this.runtime = runtime;
        this.pointers = new Pointers(runtime.database());
        this.log = log;
        this.comparisons = new Comparisons(runtime, log);
    }

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        noteEnd(pointer);
        Building building = pointer.rebuild();
        Generation<?> generation = projection.building();
        if (building == null || generation == null) {
            watched.remove(pointer.name());
            comparisons.end(pointer.name());
            return false;
        }
        return attend(projection, generation, pointer, building);
    }

    @Override
    public void stop() {
        comparisons.endAll();
    }

    private boolean attend(HostedProjection<?> projection, Generation<?> generation, Pointer pointer,
            Building building) {
        log.begin(pointer.name(), building);
        RebuildProgress.Sample sample = progressOf(pointer.name(), generation).sample(runtime.head());
        log.progress(building.id(), sample);
        Optional<StoredDeadLetterSequence> lost = lost(generation, projection.serving());
        if (lost.isPresent()) {
            giveUp(pointer, building, lost.get());
            return true;
        }
        return switch (building.state()) {
            case RUNNING -> {
                if (sample.caughtUp()) {
                    advance(projection, building, RebuildState.COMPARING);
                }
                yield true;
            }
            case COMPARING -> {
                Optional<Comparison> comparison = comparisons.result(projection, generation, building);
                if (comparison.isPresent() && isLevel(projection, generation)) {
                    conclude(projection, generation, pointer, building, comparison.get());
                }
                yield true;
            }
            default -> false;
        };
    }

    private void noteEnd(Pointer pointer) {
        EndedRebuild ended = pointer.ended();
        if (ended != null && !ended.equals(ends.put(pointer.name(), ended))) {
            log.end(ended);
        }
    }

    private RebuildProgress progressOf(String projection, Generation<?> generation) {
        return watched.compute(projection,
                (name, known) -> known != null && known.isOf(generation) ? known : new RebuildProgress(generation));
    }

    /**
     * Waits until the new generation is not behind the one that serves, so that no query sees less after the swap than
     * before.
     */
    private static boolean isLevel(HostedProjection<?> projection, Generation<?> made) {
        return projection.await(() -> {
            long serving = projection.serving().position();
            return made.position() >= serving;
        }, LEVEL_LIMIT);
    }

    /**
     * Decides after the comparison. Where documents of the same revision differ, one of the two collections lacks
     * something, so the rebuild waits for a person. It also waits where some documents could not be compared.
     */
    private void conclude(HostedProjection<?> projection, Generation<?> made, Pointer pointer, Building building,
            Comparison comparison) {
        if (building.promote() == Promotion.MANUAL) {
            awaitPromotion(projection, building, "It was asked for with promote=manual");
        } else if (building.revision() == pointer.revision() && !comparison.isEqual()) {
            if (!comparison.differs() && comparisons.repeat(projection, made, building)) {
                return;
            }
            String reason = ("Its documents differ from those that serve (%d changed, %d added, %d gone, and %d that "
                    + "could not be compared), and both are of revision %d").formatted(comparison.changed(),
                            comparison.added(), comparison.gone(), comparison.unsettled(), building.revision());
            LOG.warn("The rebuild {} of {} waits for its promotion: {}", building.id(), pointer.name(), reason);
            awaitPromotion(projection, building, reason);
        } else if (pointers.promote(pointer, building)) {
            // This process follows the pointer at once, and not in the next round: its queries read the new collection
            // from here on.
            pointers.find(pointer.name()).ifPresent(promoted -> {
                projection.follow(promoted);
                noteEnd(promoted);
            });
        }
    }

    private void awaitPromotion(HostedProjection<?> projection, Building building, String reason) {
        log.explain(building.id(), reason);
        advance(projection, building, RebuildState.AWAITING_PROMOTION);
    }

    private void advance(HostedProjection<?> projection, Building building, RebuildState next) {
        String name = projection.projection().name();
        if (pointers.advance(name, building, next)) {
            // This process follows the pointer before the rebuild shows its new state, so that the projection's state
            // does not lag behind.
            pointers.find(name).ifPresent(projection::follow);
            log.advance(building.id(), next);
        }
    }

    /**
     * A sequence that the new generation had to set aside and the serving one did not, and with which the new one must
     * not serve. It counts only up to the position of the serving generation, since the new one may be the first to
     * meet an event. The serving generation's position and dead letters are read first, since an operator's decision
     * reaches that generation last.
     */
    private static Optional<StoredDeadLetterSequence> lost(Generation<?> generation, Generation<?> serving) {
        if (generation.failedDeadLetters().isEmpty()) {
            return Optional.empty();
        }
        long passed = serving.position();
        Set<String> known = serving.readDeadLetters()
                .stream()
                .map(StoredDeadLetterSequence::sequence)
                .collect(Collectors.toSet());
        return generation.failedDeadLetters()
                .stream()
                .filter(sequence -> sequence.position() <= passed && !known.contains(sequence.sequence()))
                .findFirst();
    }

    private void giveUp(Pointer pointer, Building building, StoredDeadLetterSequence lost) {
        String error = "%s cannot take in %s at position %d: %s".formatted(pointer.name(), lost.type(),
                lost.position(), lost.cause());
        LOG.warn("The rebuild is given up: {}", error);
        pointers.abandon(pointer.name(), building, RebuildState.FAILED, error);
    }
}
