package io.orderflow.projection.engine;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The database of the read models has not been reached since the start. */
public final class ReadModelUnavailable extends ProblemException {

    public ReadModelUnavailable(String projection) {
        super(ProblemCode.UNAVAILABLE, "The read model " + projection + " is not open yet");
    }
}
