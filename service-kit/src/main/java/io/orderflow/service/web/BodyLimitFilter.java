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
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.function.HandlerFunction;

/**
 * Reads bodies in JSON up to the limit and no further, whether their length was announced or not. It reads a body only
 * where the request is not refused for its head: for its path, its method, its type, or by a {@link HeadCheck}. A
 * client that waits for the server before it sends its body is told to send it when the filter reads it. A function
 * passes the request on to a service, which judges the form of its body.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class BodyLimitFilter extends OncePerRequestFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int SMALL_BODY_BYTES = 64 << 10;

    private final HandlerLookup handlers;
    private final HandlerExceptionResolver problems;

    BodyLimitFilter(HandlerLookup handlers, HandlerExceptionResolver problems) {
        this.handlers = handlers;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WITH_BODY.contains(request.getMethod()) && !BodyForm.isAnnounced(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest whole;
        try {
            whole = withBody(request, response);
        } catch (IOException broken) {
            throw broken;
        } catch (Exception refused) {
            closeUnlessSmall(request, response);
            problems.resolveException(request, response, null, refused);
            return;
        }
        chain.doFilter(whole, response);
    }

    /**
     * Announces the end of a connection whose request is refused without its body. A small body that is on its way already
     * costs less to read and discard than another connection would.
     */
    private static void closeUnlessSmall(HttpServletRequest request, HttpServletResponse response) {
        long length = request.getContentLengthLong();
        boolean isSmall = length >= 0 && length <= SMALL_BODY_BYTES && request.getHeader(HttpHeaders.EXPECT) == null;
        if (!isSmall) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    private HttpServletRequest withBody(HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (!BodyForm.isAnnounced(request)) {
            BodyForm.requireReadable(request);
            return request;
        }
        HandlerExecutionChain route = handlers.handlerOf(request);
        if (route != null && route.getHandler() instanceof HandlerFunction) {
            return BufferedRequest.of(request);
        }
        BodyForm.requireReadable(request);
        BodyForm.requireType(request);
        if (route == null || !(route.getHandler() instanceof HandlerMethod method)) {
            closeUnlessSmall(request, response);
            return BufferedRequest.unread(request);
        }
        for (HandlerInterceptor interceptor : route.getInterceptorList()) {
            if (interceptor instanceof HeadCheck check) {
                check.preHandle(request, response, method);
            }
        }
        BufferedRequest buffered = BufferedRequest.of(request);
        BodyForm.requireJson(request.getContentType(), buffered.body());
        BodyForm.requireTaken(request, method, buffered.body());
        return buffered;
    }
}
