package io.orderflow.projection.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a request with the changes of one document as server-sent events, until the client leaves, falls too far
 * behind, or the process stops. Thread-safe.
 */
public interface UpdateStream {

    /**
     * Writes the document as it is, unless {@code Last-Event-ID} says that the client knows this very state, and then
     * every change. A request is refused with 503 or 429 where no more clients may watch.
     *
     * @param what   names the document for clients, as in {@code order o1}
     * @param shown what the client sees of a document; empty where there is none for it. It is asked anew at every change
     * @throws io.orderflow.service.web.NotFound where there is no such projection or document
     */
    void open(String projection, String key, String what, Function<Object, Optional<?>> shown,
            HttpServletRequest request,
            HttpServletResponse response) throws IOException;
}
