package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import java.time.Duration;

/** A body has not come as a whole in time, however steadily its pieces come. */
final class BodyTooSlow extends ProblemException {

    static final Duration MAX_DURATION = Duration.ofSeconds(10);
    /** The longest pause between two pieces. */
    static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    BodyTooSlow() {
        super(ProblemCode.REQUEST_TIMEOUT, "A body has to be sent within " + MAX_DURATION.toSeconds()
                + " seconds, without a pause of " + MAX_PAUSE.toSeconds());
    }
}
