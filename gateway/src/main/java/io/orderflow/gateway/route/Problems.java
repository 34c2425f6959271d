package io.orderflow.gateway.route;

import io.orderflow.service.message.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers with problems where a route refuses a request, as controllers do. Thread-safe. */
public final class Problems {

    private final HandlerExceptionResolver resolver;

    Problems(HandlerExceptionResolver resolver) {
        this.resolver = resolver;
    }

    public ServerResponse answer(ProblemException refused) {
        return GatewayServerResponse.status(refused.code().status()).build((request, response) -> {
            write(refused, request, response);
            return null;
        });
    }

    /** Writes the problem at once, in a filter. */
    public void write(ProblemException refused, HttpServletRequest request, HttpServletResponse response) {
        resolver.resolveException(request, response, null, refused);
    }
}
