package io.orderflow.service.problem;

import io.orderflow.api.problem.ProblemCode;

/** Something that the web side itself has to say no to, with the code that the client sees. */
public abstract class ProblemException extends RuntimeException {

    private final ProblemCode code;

    protected ProblemException(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public final ProblemCode code() {
        return code;
    }
}
