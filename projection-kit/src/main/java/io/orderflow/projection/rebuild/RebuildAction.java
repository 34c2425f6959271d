package io.orderflow.projection.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person has done with a rebuild. Public only because the driver must read its components.
 *
 * @param by     the person, by the subject of the token
 * @param reason absent where the person gave none
 */
public record RebuildAction(ActionKind action, Instant at, String by, @Nullable String reason) {

    /** A rollback belongs to the rebuild that it has undone. */
    public enum ActionKind {
        STARTED, PROMOTED, CANCELLED, ROLLED_BACK
    }
}
