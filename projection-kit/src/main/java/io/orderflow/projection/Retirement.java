package io.orderflow.projection;

import io.orderflow.projection.Pointer.Retired;
import java.time.Instant;

/** Drops collections that no longer serve, with their checkpoints, once no process can still be using them. */
final class Retirement implements Housekeeper.Duty {

    private final Machinery machinery;

    Retirement(Machinery machinery) {
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
