package io.orderflow.service.idempotency;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The idempotency key stands for another request. */
final class IdempotencyKeyReused extends ProblemException {

    IdempotencyKeyReused() {
        super(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "The key came with another body, which was carried out; this one was not");
    }
}
