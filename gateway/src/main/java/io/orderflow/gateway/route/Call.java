package io.orderflow.gateway.route;

import java.time.Duration;
import java.util.List;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * What a route says of a request.
 *
 * @param services the names of the services to be asked, one after the other
 * @param timeout  the time until the head of each answer
 * @param below    the beginning of the path that the service does not know, as {@code /services/order-query}; empty for
 *                 most
 */
record Call(List<String> services, Duration timeout, String below) {

    private static final String ATTRIBUTE = Call.class.getName();

    static Call of(ServerRequest request) {
        return (Call) request.servletRequest().getAttribute(ATTRIBUTE);
    }

    /** The service that answers, as far as it is known. */
    String title() {
        return String.join(" or ", services);
    }

    ServerRequest in(ServerRequest request) {
        request.servletRequest().setAttribute(ATTRIBUTE, this);
        return request;
    }
}
