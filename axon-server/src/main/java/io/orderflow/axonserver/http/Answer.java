package io.orderflow.axonserver.http;

import java.util.Map;

/**
 * What a call gets.
 *
 * @param body
 *            is sent as JSON
 */
record Answer(int status, Object body, Map<String, String> headers) {

    static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    /** The work was done; tools of the vendor's take this status for it, because a cluster would still be at it. */
    static Answer accepted() {
        return new Answer(202, Map.of("result", "ACCEPTED"), Map.of());
    }

    static Answer done() {
        return ok(Map.of("result", "SUCCESS"));
    }
}
