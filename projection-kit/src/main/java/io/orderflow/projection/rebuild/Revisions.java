package io.orderflow.projection.rebuild;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.ProjectionRuntime;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds a projection whose fold has changed since its documents were made. It looks for such projections once, when
 * the process starts. Until the rebuild has caught up, the old documents serve, and the new fold keeps them up to date.
 */
final class Revisions implements Housekeeper.HousekeeperTask {

    private static final Logger LOG = LoggerFactory.getLogger(Revisions.class);

    private final ProjectionRuntime runtime;
    private final Pointers pointers;
    private final RebuildLog log;
    private final Set<String> looked = new HashSet<>();

    Revisions(ProjectionRuntime runtime, RebuildLog log) {
        this.runtime = runtime;
        this.pointers = new Pointers(runtime.database());
        this.log = log;
    }

    @Override
    public boolean attend(HostedProjection<?> hosted, Pointer pointer) {
        if (looked.contains(pointer.name())) {
            return false;
        }
        int wanted = hosted.projection().revision();
        Building building = pointer.rebuild();
        // A rebuild by a newer revision belongs to a process that runs newer code than this one.
        boolean begins = building == null ? pointer.revision() != wanted : building.revision() < wanted;
        if (begins) {
            begin(hosted.projection(), pointer, building);
        }
        looked.add(pointer.name());
        return begins;
    }

    private void begin(Projection<?> projection, Pointer pointer, @Nullable Building outdated) {
        String name = projection.name();
        if (outdated != null) {
            pointers
                    .abandon(name, outdated, RebuildState.CANCELLED,
                            "Revision %d has been replaced by %d".formatted(outdated.revision(),
                                    projection.revision()));
        }
        pointers.begin(projection, Rebuilds.newId(), Promotion.AUTO).ifPresent(begun -> {
            LOG.info("{} is of revision {} and rebuilt by revision {}, rebuild {}", name, pointer.revision(),
                    projection.revision(), begun.id());
            log.begin(name, begun);
        });
    }
}
