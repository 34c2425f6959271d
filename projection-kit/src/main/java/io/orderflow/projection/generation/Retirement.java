package io.orderflow.projection.generation;

import io.orderflow.projection.machinery.Machinery;
import io.orderflow.projection.machinery.Pointer;
import io.orderflow.projection.machinery.Pointer.Retired;
import io.orderflow.projection.quarantine.Letters;
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
