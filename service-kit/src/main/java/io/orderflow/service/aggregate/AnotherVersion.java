package io.orderflow.service.aggregate;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import org.jspecify.annotations.Nullable;

/** The aggregate is in none of the versions in which the caller allows a change. */
final class AnotherVersion extends CommandRefused {

    AnotherVersion(@Nullable Long current) {
        super(ProblemCode.PRECONDITION_FAILED,
                current == null ? "It does not exist yet" : "It is now in version " + current, current);
    }
}
