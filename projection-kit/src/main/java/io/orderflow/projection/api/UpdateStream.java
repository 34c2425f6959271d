package io.orderflow.projection.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;

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
     * @param exists whether clients see a document at all
     * @throws io.orderflow.service.web.NotFound where there is no such projection or document
     */
    void open(String projection, String key, String what, Predicate<Object> exists, HttpServletRequest request,
            HttpServletResponse response) throws IOException;
}
