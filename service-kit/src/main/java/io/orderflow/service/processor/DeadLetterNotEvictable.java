package io.orderflow.service.processor;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A dead letter that must not be given up, because no other event repeats its request. */
final class DeadLetterNotEvictable extends ProblemException {

    DeadLetterNotEvictable(String group, String sequence, String type) {
        super(ProblemCode.WRONG_STATE,
                "The event %s of %s cannot be given up, because no other event repeats its request. The service retries it without end; POST /dead-letters/%s/%s/retry retries it at once"
                        .formatted(type, sequence, group, sequence));
    }
}
