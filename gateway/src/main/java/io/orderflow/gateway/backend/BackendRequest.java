package io.orderflow.gateway.backend;

import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * A request to a service, whichever instance gets it.
 *
 * @param target  the path and the query, as they are sent
 * @param headers those that concern one connection alone are left out
 * @param body    may be empty; not to be changed
 * @param timeout the time until the head of the answer
 */
public record BackendRequest(String method, String target, HttpHeaders headers, byte[] body, Duration timeout) {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Whether the request changes nothing. */
    public boolean isRead() {
        return RequestKind.isRead(method);
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The same with another time limit. */
    public BackendRequest within(Duration newTimeout) {
        return new BackendRequest(method, target, headers, body, newTimeout);
    }

    /** Whether the request may be sent again when it is not known what became of it. */
    boolean isRepeatable() {
        return isRead() || headers.containsHeader(IDEMPOTENCY_KEY);
    }
}
