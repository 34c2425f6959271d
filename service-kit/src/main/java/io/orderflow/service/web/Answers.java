package io.orderflow.service.web;

import io.orderflow.service.message.Outcome;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/** The answers to commands: the version as {@code ETag}, the position as {@code Consistency-Token}. */
public final class Answers {

    private Answers() {}

    /** 201, with the address of the new resource. */
    public static <T> ResponseEntity<T> created(Outcome outcome, URI location, T body) {
        return tagged(ResponseEntity.created(location), outcome).body(body);
    }

    /** 200. */
    public static <T> ResponseEntity<T> ok(Outcome outcome, T body) {
        return tagged(ResponseEntity.ok(), outcome).body(body);
    }

    private static ResponseEntity.BodyBuilder tagged(ResponseEntity.BodyBuilder answer, Outcome outcome) {
        return answer.eTag("\"" + outcome.version() + "\"").header(ConsistencyToken.HEADER,
                new ConsistencyToken(outcome.position()).toString());
    }
}
