package io.orderflow.console.api;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Brings requests to the platform. Thread-safe. */
interface Calls {

    /** An answer of any status. */
    record Answer(int status, HttpHeaders headers, byte[] body) {}

    /** @throws IOException where there is no answer in time, or none at all */
    Answer send(HttpMethod method, URI target, HttpHeaders headers, byte @Nullable [] body) throws IOException;
}
