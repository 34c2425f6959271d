package io.orderflow.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Reads bodies of a known type up to the limit and no further, whether their length was announced or not. */
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
            requireOneMediaType(request.getContentType());
            chain.doFilter(BufferedRequest.of(request), response);
        } catch (BodyTooLarge | UnusableMediaType unusable) {
            problems.resolveException(request, response, null, unusable);
        }
    }

    /** What is behind this takes a wildcard for a mistake of the server. */
    private static void requireOneMediaType(@Nullable String contentType) {
        try {
            if (contentType != null && !MediaType.parseMediaType(contentType).isConcrete()) {
                throw new UnusableMediaType();
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw new UnusableMediaType();
        }
    }
}
