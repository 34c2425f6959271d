package io.orderflow.projection;

import io.orderflow.projection.Pointer.Building;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rebuilds: notes how far they are, lets one serve as soon as it has caught up, and gives one up that
 * cannot go on. What it decides is one conditional write of the pointer, so that several processes may decide at once.
 */
final class RebuildWatch implements Housekeeper.Duty {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWatch.class);

    private final Machinery machinery;
    private final RebuildLog log;
    private final Map<String, RebuildProgress> watched = new HashMap<>();

    RebuildWatch(Machinery machinery, RebuildLog log) {
        this.machinery = machinery;
        this.log = log;
    }

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        Building building = pointer.rebuild();
        Generation<?> generation = projection.building();
        if (building == null || generation == null) {
            watched.remove(pointer.name());
            return false;
        }
        log.begin(pointer.name(), building);
        RebuildProgress.Sample sample = progressOf(pointer.name(), generation).sample(machinery.head());
        log.progress(building.id(), sample);
        Optional<StoredSequence> lost = lost(generation, projection.serving());
        if (lost.isPresent()) {
            giveUp(pointer, building, lost.get());
        } else if (sample.position() >= Math.max(sample.head(), projection.serving().position())) {
            promote(projection, pointer, building);
        }
        return true;
    }

    private RebuildProgress progressOf(String projection, Generation<?> generation) {
        return watched.compute(projection,
                (name, known) -> known != null && known.isOf(generation) ? known : new RebuildProgress(generation));
    }

    private void promote(HostedProjection<?> projection, Pointer pointer, Building building) {
        if (machinery.pointers().promote(pointer, building)) {
            log.end(building.id(), RebuildState.PROMOTED);
            // At once, rather than in the next round: queries of this process read the new collection from here on.
            machinery.pointers().find(pointer.name()).ifPresent(projection::follow);
        }
    }

    /** What the new generation had to set aside and the one that serves did not: with that, it must not serve. */
    private static Optional<StoredSequence> lost(Generation<?> generation, Generation<?> serving) {
        List<StoredSequence> failed = generation.quarantine().failed();
        Set<String> known = failed.isEmpty()
                ? Set.of()
                : serving.quarantine().failed().stream().map(StoredSequence::sequence).collect(Collectors.toSet());
        return failed.stream().filter(sequence -> !known.contains(sequence.sequence())).findFirst();
    }

    private void giveUp(Pointer pointer, Building building, StoredSequence lost) {
        String error = "%s cannot take in %s at position %d: %s".formatted(pointer.name(), lost.type(),
                lost.position(), lost.cause());
        LOG.warn("The rebuild is given up: {}", error);
        log.fail(building.id(), error);
        if (machinery.pointers().abandon(pointer.name(), building)) {
            log.end(building.id(), RebuildState.FAILED);
        }
    }
}
