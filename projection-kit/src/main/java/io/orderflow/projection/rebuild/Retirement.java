package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Letters;
import io.orderflow.projection.engine.Machinery;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.Pointer.Retired;
import java.time.Instant;

/** Drops collections that no longer serve, with their checkpoints, once no process can still be using them. */
public final class Retirement implements Housekeeper.Duty {

    private final Machinery machinery;

    public Retirement(Machinery machinery) {
        this.machinery = machinery;
    }

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        Instant due = Instant.now().minus(machinery.limits().retirementDelay());
        for (Retired retired : pointer.retired()) {
            if (retired.since().isBefore(due)) {
                machinery.checkpoints().delete(retired.collection());
                new Letters(machinery.database()).forget(retired.collection());
                machinery.database().getCollection(retired.collection()).drop();
                machinery.pointers().forget(pointer.name(), retired);
            }
        }
        return false;
    }
}
