package io.orderflow.service.idempotency;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A request creates or moves something, and has no key by which a repeat of it would be recognised. */
final class IdempotencyKeyMissing extends ProblemException {

    IdempotencyKeyMissing() {
        super(ProblemCode.IDEMPOTENCY_KEY_MISSING,
                "Send an Idempotency-Key header, and the same one when you repeat the request");
    }
}
