package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer.RetiredCollection;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.ProjectionRuntime;
import java.time.Instant;

/** Drops collections that no longer serve, with their checkpoints, when no process can use them any more. */
final class Retirement implements Housekeeper.HousekeeperTask {

    private final ProjectionRuntime runtime;
    private final Pointers pointers;

    Retirement(ProjectionRuntime runtime) {
        this.runtime = runtime;
        this.pointers = new Pointers(runtime.database());
    }

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        Instant due = Instant.now().minus(runtime.limits().retirementDelay());
        for (RetiredCollection retired : pointer.retired()) {
            if (retired.since().isBefore(due)) {
                runtime.drop(retired.collection());
                pointers.forget(pointer.name(), retired);
            }
        }
        return false;
    }
}
