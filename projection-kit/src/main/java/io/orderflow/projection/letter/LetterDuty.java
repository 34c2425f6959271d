package io.orderflow.projection.letter;

import io.orderflow.projection.generation.HostedProjection;
import io.orderflow.projection.generation.Housekeeper;
import io.orderflow.projection.machinery.Pointer;

/** Has what was set aside folded again where somebody asked for it. */
public final class LetterDuty implements Housekeeper.Duty {

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        return projection.redeliver();
    }
}
