package io.orderflow.projection.serve;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The process has no room for one more client that watches or waits. */
final class TooManySubscribers extends ProblemException {

    private TooManySubscribers(ProblemCode code, String detail) {
        super(code, detail);
    }

    static TooManySubscribers inAll() {
        return new TooManySubscribers(ProblemCode.TOO_MANY_SUBSCRIBERS,
                "All streams of this process are in use; try again later");
    }

    static TooManySubscribers waiting() {
        return new TooManySubscribers(ProblemCode.TOO_MANY_SUBSCRIBERS,
                "As many commands wait for documents as may; try again later");
    }

    static TooManySubscribers ofOneClient(int limit) {
        return new TooManySubscribers(ProblemCode.TOO_MANY_STREAMS,
                "This client has " + limit + " streams open already; close one first");
    }
}
