package io.orderflow.service.idempotency;

import io.orderflow.service.idempotency.RequestEvent.RequestHandled;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * Travels with the command of a request, and says where to record that the command was handled. The sequence number is
 * the one that was free when the request came, so that of two transactions for one request the second fails.
 */
record RequestClaim(String stream, long sequence, String bodyHash) {

    private static final String STREAM = "requestStream";
    private static final String SEQUENCE = "requestSequence";
    private static final String BODY = "requestBody";

    static Optional<RequestClaim> in(MetaData command) {
        return Optional.ofNullable((String) command.get(STREAM))
                .map(stream -> new RequestClaim(stream, Long.parseLong((String) command.get(SEQUENCE)),
                        (String) command.get(BODY)));
    }

    Map<String, String> metaData() {
        return Map.of(STREAM, stream, SEQUENCE, Long.toString(sequence), BODY, bodyHash);
    }

    DomainEventMessage<?> handled(long version) {
        return new GenericDomainEventMessage<>(RequestLog.TYPE, stream, sequence,
                new RequestHandled(bodyHash, version));
    }
}
