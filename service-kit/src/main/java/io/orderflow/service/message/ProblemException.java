package io.orderflow.service.message;

import io.orderflow.api.problem.ProblemCode;
import java.net.URI;
import java.util.Optional;

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

    /** Where that is to be found which stands in the way, for the header {@code Location}. */
    public Optional<URI> location() {
        return Optional.empty();
    }
}
