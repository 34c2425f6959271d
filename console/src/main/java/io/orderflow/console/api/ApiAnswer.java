package io.orderflow.console.api;

import java.util.Optional;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** The answer to a change. */
public final class ApiAnswer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final JsonMapper json;

    ApiAnswer(int status, HttpHeaders headers, byte[] body, JsonMapper json) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.json = json;
    }

    public int status() {
        return status;
    }

    /** The last part of the path in {@code Location}, which is the identifier of what was made. */
    public Optional<String> createdId() {
        return Optional.ofNullable(headers.getLocation())
                .map(location -> location.getPath().replaceAll("^.*/", ""));
    }

    public <T> T as(Class<T> type) {
        return json.readValue(body, type);
    }
}
