package io.orderflow.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Reads bodies in JSON up to the limit and no further, whether their length was announced or not. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class BodyLimitFilter extends OncePerRequestFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final HandlerExceptionResolver problems;

    BodyLimitFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WITH_BODY.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            BodyForm.requireReadable(request);
            BufferedRequest buffered = BufferedRequest.of(request);
            BodyForm.requireJson(request.getContentType(), buffered.body());
            chain.doFilter(buffered, response);
        } catch (BodyTooLarge | BodyTooSlow | UnusableMediaType | BodyNotUtf8 unusable) {
            // What is left of the body is not read, and nothing can come after it.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            problems.resolveException(request, response, null, unusable);
        }
    }
}
