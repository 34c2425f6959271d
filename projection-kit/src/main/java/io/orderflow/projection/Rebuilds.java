package io.orderflow.projection;

import com.fasterxml.uuid.Generators;
import io.orderflow.projection.Pointer.Building;
import io.orderflow.service.web.NotFound;

/** Starts, shows and cancels rebuilds. They go on by themselves, also after a restart. Thread-safe. */
public final class Rebuilds {

    private final ProjectionHost host;
    private final Pointers pointers;
    private final RebuildLog log;
    private final Housekeeper housekeeper;

    Rebuilds(ProjectionHost host, Pointers pointers, RebuildLog log, Housekeeper housekeeper) {
        this.host = host;
        this.pointers = pointers;
        this.log = log;
        this.housekeeper = housekeeper;
    }

    /**
     * Begins a rebuild from the first event.
     *
     * @throws NotFound       where this process has no projection of that name
     * @throws RebuildRunning where one is going on
     */
    public Rebuild start(String projection) {
        String id = Generators.timeBasedEpochGenerator().generate().toString();
        Building building = pointers.begin(host.hosted(projection).projection(), id)
                .orElseThrow(() -> new RebuildRunning(projection));
        log.begin(projection, building);
        housekeeper.wake();
        return find(id);
    }

    /** @throws NotFound where there never was such a rebuild */
    public Rebuild find(String id) {
        Rebuild found = read(id);
        if (found.isRunning()) {
            endIfOver(found);
            return read(id);
        }
        return found;
    }

    /**
     * Gives the rebuild up; its collection and checkpoints go within {@code retirementDelay}. To cancel again changes
     * nothing.
     *
     * @throws NotFound     where there never was such a rebuild
     * @throws RebuildEnded where it came to another end
     */
    public Rebuild cancel(String id) {
        Rebuild rebuild = find(id);
        pointers.find(rebuild.projection())
                .map(Pointer::rebuild)
                .filter(building -> building.id().equals(id))
                .ifPresent(building -> pointers.abandon(rebuild.projection(), building));
        housekeeper.wake();
        Rebuild ended = find(id);
        if (ended.state() != RebuildState.CANCELLED) {
            throw new RebuildEnded(ended);
        }
        return ended;
    }

    private Rebuild read(String id) {
        return log.find(id).orElseThrow(() -> new NotFound("No rebuild " + id));
    }

    /** The pointer decides how a rebuild ends; this notes it, also where a process fell over before it could. */
    private void endIfOver(Rebuild rebuild) {
        pointers.find(rebuild.projection())
                .filter(pointer -> !pointer.isRebuiltBy(rebuild.rebuildId()))
                .ifPresent(pointer -> log.end(rebuild.rebuildId(), endOf(rebuild, pointer)));
    }

    private static RebuildState endOf(Rebuild rebuild, Pointer pointer) {
        if (pointer.generation() == rebuild.generation()) {
            return RebuildState.PROMOTED;
        }
        return rebuild.error() == null ? RebuildState.CANCELLED : RebuildState.FAILED;
    }
}
