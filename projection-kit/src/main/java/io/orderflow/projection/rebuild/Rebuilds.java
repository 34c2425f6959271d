package io.orderflow.projection.rebuild;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.Pointer.CollectionVersion;
import io.orderflow.projection.engine.Pointer.EndedRebuild;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.RebuildAction.ActionKind;
import io.orderflow.service.message.Caller;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts, shows, promotes and cancels rebuilds. They go on by themselves, also after a restart. Thread-safe. */
public final class Rebuilds {

    /**
     * One generator for all rebuilds, because only the generator itself knows which identifiers it has given within the
     * same millisecond. Thread-safe.
     */
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final ProjectionHost host;
    private final Pointers pointers;
    private final RebuildLog log;
    private final Housekeeper housekeeper;

    public Rebuilds(ProjectionHost host, Pointers pointers, RebuildLog log, Housekeeper housekeeper) {
        this.host = host;
        this.pointers = pointers;
        this.log = log;
        this.housekeeper = housekeeper;
    }

    /** A new identifier, in the order of time. */
    static String newId() {
        return IDS.generate().toString();
    }

    /** As {@link #start(String, Promotion, String)}, where nobody gives a reason. */
    public Rebuild start(String projection, Promotion promotion) {
        return start(projection, promotion, null);
    }

    /**
     * Begins a rebuild from the first event, in the name of the caller.
     *
     * @throws NotFound       where this process has no projection of that name
     * @throws RebuildRunning where one is going on
     */
    public Rebuild start(String projection, Promotion promotion, @Nullable String reason) {
        String id = newId();
        Projection<?> rebuilt = host.hosted(projection).projection();
        Optional<Building> begun = pointers.begin(rebuilt, id, promotion);
        while (begun.isEmpty()) {
            pointers.find(projection).map(Pointer::rebuild).ifPresent(running -> {
                throw new RebuildRunning(projection, running);
            });
            // The rebuild has ended in between.
            begun = pointers.begin(rebuilt, id, promotion);
        }
        Building building = begun.get();
        log.begin(projection, building);
        note(id, ActionKind.STARTED, reason);
        housekeeper.wake();
        return read(id);
    }

    /**
     * The rebuilds that are remembered, the newest first.
     *
     * @param projection only those of this one, null for all
     * @param state      only those in this state, null for all
     * @param before     the rebuild that the list goes on behind, null for its beginning
     * @param limit      the most rebuilds to return, at least 1
     */
    public Page<Rebuild> list(@Nullable String projection, @Nullable RebuildState state, @Nullable String before,
            int limit) {
        return Page.of(log.list(projection, state, before, limit + 1), limit, Rebuild::rebuildId);
    }

    /** @throws NotFound where there never was such a rebuild, or it is forgotten */
    public Rebuild find(String id) {
        Rebuild found = read(id);
        if (found.isEnded()) {
            return found;
        }
        Optional<EndedRebuild> ended = endOf(found);
        ended.ifPresent(log::end);
        return ended.isPresent() ? read(id) : found;
    }

    /** As {@link #cancel(String, String)}, where nobody gives a reason. */
    public Rebuild cancel(String id) {
        return cancel(id, null);
    }

    /**
     * Gives the rebuild up, in the name of the caller; its collection and checkpoints go within
     * {@code retirementDelay}. To cancel again changes nothing.
     *
     * @throws NotFound          where there never was such a rebuild, or it is forgotten
     * @throws RebuildWrongState where it came to another end
     */
    public Rebuild cancel(String id, @Nullable String reason) {
        Rebuild rebuild = find(id);
        pointerOf(rebuild).map(Pointer::rebuild)
                .filter(building -> building.id().equals(id))
                .filter(building -> pointers.abandon(rebuild.projection(), building, RebuildState.CANCELLED, null))
                .ifPresent(building -> note(id, ActionKind.CANCELLED, reason));
        housekeeper.wake();
        return requireState(find(id), RebuildState.CANCELLED);
    }

    /** As {@link #promote(String, String)}, where nobody gives a reason. */
    public Rebuild promote(String id) {
        return promote(id, null);
    }

    /**
     * Lets the collection that the rebuild has built serve, in the name of the caller. To promote again changes nothing.
     *
     * @throws NotFound          where there never was such a rebuild, or it is forgotten
     * @throws RebuildWrongState where it does not wait for this
     */
    public Rebuild promote(String id, @Nullable String reason) {
        Rebuild rebuild = find(id);
        pointerOf(rebuild)
                .filter(pointer -> pointer.isRebuiltBy(id)
                        && pointer.rebuild().state() == RebuildState.AWAITING_PROMOTION)
                .filter(pointer -> pointers.promote(pointer, pointer.rebuild()))
                .ifPresent(pointer -> note(id, ActionKind.PROMOTED, reason));
        housekeeper.wake();
        return requireState(find(id), RebuildState.PROMOTED);
    }

    /** As {@link #rollBack(String, String)}, where nobody gives a reason. */
    public CollectionVersion rollBack(String projection) {
        return rollBack(projection, null);
    }

    /**
     * Lets the version before the last rebuild serve again, in the name of the caller, and gives up the version that
     * has served until now.
     *
     * @throws NotFound        where this process has no projection of that name
     * @throws NothingToRollBack where there is no such version, or not any more
     */
    public CollectionVersion rollBack(String projection, @Nullable String reason) {
        host.hosted(projection);
        Pointer pointer = pointers.find(projection).orElseThrow(() -> new NothingToRollBack(projection));
        CollectionVersion previous = pointer.previous();
        if (previous == null || !pointers.rollBack(pointer, previous)) {
            throw new NothingToRollBack(projection);
        }
        log.list(projection, RebuildState.PROMOTED, null, 1)
                .forEach(undone -> note(undone.rebuildId(), ActionKind.ROLLED_BACK, reason));
        housekeeper.wake();
        return previous;
    }

    private void note(String id, ActionKind action, @Nullable String reason) {
        log.note(id, new RebuildAction(action, Events.now(), Caller.current().subject(), reason));
    }

    private Rebuild read(String id) {
        return log.find(id).orElseThrow(() -> new NotFound("No rebuild " + id + ", or it is forgotten"));
    }

    private Optional<Pointer> pointerOf(Rebuild rebuild) {
        return pointers.find(rebuild.projection());
    }

    /**
     * Returns the end that the pointer has decided on: a process may have died before it noted that end with the
     * rebuild.
     */
    private Optional<EndedRebuild> endOf(Rebuild rebuild) {
        return pointerOf(rebuild).map(Pointer::ended).filter(ended -> ended.id().equals(rebuild.rebuildId()));
    }

    private static Rebuild requireState(Rebuild rebuild, RebuildState state) {
        if (rebuild.state() != state) {
            throw new RebuildWrongState(rebuild);
        }
        return rebuild;
    }
}
