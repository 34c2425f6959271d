package io.orderflow.service.idempotency;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A request that creates or moves something, and does not say what a repeat of it would be. */
final class IdempotencyKeyMissing extends ProblemException {

    IdempotencyKeyMissing() {
        super(ProblemCode.IDEMPOTENCY_KEY_MISSING,
                "Send an Idempotency-Key header, and the same one when you repeat the request");
    }
}
