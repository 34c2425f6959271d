package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer;

/** Has what was set aside folded again where somebody asked for it. */
public final class LetterDuty implements Housekeeper.Duty {

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        return projection.redeliver();
    }
}
