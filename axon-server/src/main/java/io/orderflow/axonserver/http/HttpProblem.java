package io.orderflow.axonserver.http;

import java.util.Map;

/** An answer other than the one that was asked for. */
final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    HttpProblem(int status, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.headers = headers;
    }

    HttpProblem(int status, String message) {
        this(status, message, Map.of());
    }

    static HttpProblem badRequest(String message) {
        return new HttpProblem(400, message);
    }

    static HttpProblem notFound(String message) {
        return new HttpProblem(404, message);
    }

    Answer answer() {
        return new Answer(status, Map.of("status", status, "message", String.valueOf(getMessage())), headers);
    }
}
