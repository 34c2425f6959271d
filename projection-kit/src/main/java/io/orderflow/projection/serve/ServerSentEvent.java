package io.orderflow.projection.serve;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of a stream.
 *
 * @param id   the {@code Last-Event-ID} that a client sends when it comes back; absent where that means nothing
 * @param data the value that is written as JSON
 * @param last whether the stream ends with this event
 */
public record ServerSentEvent(@Nullable String id, String name, Object data, boolean last) {

    /** The last event of a stream that ends only because the process stops, so that the client may come back. */
    public static final ServerSentEvent END = new ServerSentEvent(null, "end", Map.of("reason", "The server stops"),
            true);
    /** The last event of a stream whose token has expired; the client may come back with another one. */
    static final ServerSentEvent EXPIRED = new ServerSentEvent(null, "end", Map.of("reason", "The token has expired"),
            true);

    String text(JsonMapper json) {
        return (id == null ? "" : "id: " + id + "\n")
                + "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }
}
