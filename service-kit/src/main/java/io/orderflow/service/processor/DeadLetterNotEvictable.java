package io.orderflow.service.processor;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A dead letter that must not be given up, because nothing asks again for what it asks. */
final class DeadLetterNotEvictable extends ProblemException {

    DeadLetterNotEvictable(String group, String sequence, String type) {
        super(ProblemCode.WRONG_STATE,
                "Nothing asks again for what %s of %s asks, so that it cannot be given up. It is tried by itself without an end, and at once with POST /dead-letters/%s/%s/retry"
                        .formatted(type, sequence, group, sequence));
    }
}
