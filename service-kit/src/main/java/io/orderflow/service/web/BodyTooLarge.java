package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A body is larger than any request of ours needs. */
final class BodyTooLarge extends ProblemException {

    /** The largest body that is read. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    public BodyTooLarge() {
        super(ProblemCode.BODY_TOO_LARGE, "A body may have up to " + MAX_BODY_BYTES + " bytes");
    }
}
