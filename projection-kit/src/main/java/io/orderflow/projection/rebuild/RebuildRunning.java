package io.orderflow.projection.rebuild;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.problem.ProblemException;

/** A projection is rebuilt by one rebuild at a time. */
public final class RebuildRunning extends ProblemException {

    RebuildRunning(String projection) {
        super(ProblemCode.REBUILD_RUNNING, "A rebuild of " + projection + " is going on");
    }
}
