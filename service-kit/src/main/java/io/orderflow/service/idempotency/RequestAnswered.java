package io.orderflow.service.idempotency;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orderflow.api.message.MessageType;
import java.util.Map;

/**
 * The answer to a request, kept as an event; for requests that send no command. Logs of earlier releases have it of
 * commands as well, and of refusals, which count for nothing: a refusal changes nothing, and time can cure it.
 *
 * @param bodyHash of the request's body, in canonical form
 */
@MessageType("request.answered")
public record RequestAnswered(String bodyHash, int status, Map<String, String> headers, String body) {

    /** It is no field of the event, which could not be read with a field that it does not have. */
    @JsonIgnore
    public boolean isRefusal() {
        return status / 100 != 2;
    }
}
