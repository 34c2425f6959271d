package io.orderflow.gateway.route;

import java.time.Duration;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * What a route says of a request.
 *
 * @param service the name of the service to be asked
 * @param timeout the time until the head of the answer
 * @param below   the beginning of the path that the service does not know, as {@code /services/order-query}; empty for
 *                most
 */
record Call(String service, Duration timeout, String below) {

    private static final String ATTRIBUTE = Call.class.getName();

    static Call of(ServerRequest request) {
        return (Call) request.servletRequest().getAttribute(ATTRIBUTE);
    }

    ServerRequest in(ServerRequest request) {
        request.servletRequest().setAttribute(ATTRIBUTE, this);
        return request;
    }
}
