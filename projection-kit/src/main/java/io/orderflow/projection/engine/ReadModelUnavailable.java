package io.orderflow.projection.engine;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** This process has not reached the database of the read models since its start. */
public final class ReadModelUnavailable extends ProblemException {

    public ReadModelUnavailable(String projection) {
        super(ProblemCode.UNAVAILABLE, "The read model " + projection + " is not open yet");
    }
}
