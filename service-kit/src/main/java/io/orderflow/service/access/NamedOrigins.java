package io.orderflow.service.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses the pages of other origins than those that are named with a problem, where the framework has a line of plain
 * text. The framework calls it on the threads of all requests. Thread-safe.
 */
final class NamedOrigins extends DefaultCorsProcessor {

    private final RefusalLog log;
    private final HandlerExceptionResolver problems;

    NamedOrigins(RefusalLog log, HandlerExceptionResolver problems) {
        this.log = log;
        this.problems = problems;
    }

    @Override
    public boolean processRequest(@Nullable CorsConfiguration allowed, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        boolean foreign = allowed != null && CorsUtils.isCorsRequest(request)
                && allowed.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null;
        if (!foreign) {
            return super.processRequest(allowed, request, response);
        }
        ForeignRequest refused = ForeignRequest.fromPage();
        log.write(request, refused);
        problems.resolveException(request, response, null, refused);
        return false;
    }
}
