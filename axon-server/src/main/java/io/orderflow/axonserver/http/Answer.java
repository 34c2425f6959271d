package io.orderflow.axonserver.http;

import java.util.Map;

/**
 * What a call gets.
 *
 * @param body
 *            is sent as JSON, unless it is a text of another type
 */
record Answer(int status, Object body, Map<String, String> headers) {

    /** A body that is sent as it is. */
    record Text(String content, String type) {}

    static Answer text(String content, String type) {
        return ok(new Text(content, type));
    }

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
