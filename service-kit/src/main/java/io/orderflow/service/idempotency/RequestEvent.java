package io.orderflow.service.idempotency;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orderflow.api.message.MessageType;
import java.util.Map;

/** The outcome of a request, in a stream of its own. */
public sealed interface RequestEvent {

    /** The hash of the request's body, in canonical form. */
    String bodyHash();

    /**
     * The command of a request was handled. It is written in the same transaction as the command's own events, so that
     * a request has an effect once, however many instances handle it at once.
     *
     * @param version the version of the aggregate after the command, out of which the request's answer is made again
     */
    @MessageType("request.handled")
    record RequestHandled(String bodyHash, long version) implements RequestEvent {}

    /**
     * The answer to a request, kept as an event; for requests that send no command. Logs of earlier releases have it
     * for commands as well, and for refusals. Kept refusals do not count: a refusal changes nothing, and time can cure
     * it.
     */
    @MessageType("request.answered")
    record RequestAnswered(String bodyHash, int status, Map<String, String> headers, String body)
            implements
            RequestEvent {

        /**
         * The method is no field of the event, because a stored event with a field that its type does not have cannot
         * be read.
         */
        @JsonIgnore
        public boolean isRefusal() {
            return status / 100 != 2;
        }
    }
}
