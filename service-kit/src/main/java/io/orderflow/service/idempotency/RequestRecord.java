package io.orderflow.service.idempotency;

import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.idempotency.RequestEvent.RequestHandled;
import org.jspecify.annotations.Nullable;

/**
 * The record of a request: that its command was handled, or its whole answer, or nothing that counts.
 *
 * @param next     the sequence number of the next event of its stream
 * @param bodyHash the hash of the body of the request that counts, absent where none does
 * @param version  the version that the request's command led to
 */
record RequestRecord(long next, @Nullable String bodyHash, @Nullable Long version, @Nullable RequestAnswered answer) {

    static final RequestRecord NOTHING = new RequestRecord(0, null, null, null);

    RequestRecord and(RequestEvent event) {
        return switch (event) {
            case RequestHandled handled -> new RequestRecord(next + 1, handled.bodyHash(), handled.version(), null);
            case RequestAnswered refusal when refusal.isRefusal() -> new RequestRecord(next + 1, bodyHash, version,
                    answer);
            case RequestAnswered success -> new RequestRecord(next + 1, success.bodyHash(), null, success);
        };
    }
}
