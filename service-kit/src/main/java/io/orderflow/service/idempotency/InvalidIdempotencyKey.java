package io.orderflow.service.idempotency;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The idempotency key is in a form that could not be kept. */
final class InvalidIdempotencyKey extends ProblemException {

    InvalidIdempotencyKey() {
        super(ProblemCode.INVALID_IDEMPOTENCY_KEY,
                "It must be 1 to 255 visible ASCII characters, bare or in double quotes");
    }
}
