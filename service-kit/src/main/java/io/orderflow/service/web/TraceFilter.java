package io.orderflow.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request and its answer their trace. It comes after the filter that begins the span of the request. */
@Order(TraceFilter.ORDER)
final class TraceFilter extends OncePerRequestFilter {

    /** Before all other filters of ours: Spring Boot begins the span at {@code HIGHEST_PRECEDENCE + 1}. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    /**
     * Gives a trace to the page of errors too, which answers the requests that the web server breaks off, as where a
     * body stops.
     */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Trace.begin(request, response);
        try {
            chain.doFilter(request, response);
        } finally {
            Trace.end();
        }
    }
}
