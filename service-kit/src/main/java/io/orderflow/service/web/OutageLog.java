package io.orderflow.service.web;

import io.orderflow.service.resilience.FailureText;
import io.orderflow.service.resilience.RepeatedFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Logs once that a route cannot be served, because a dependency of it is away, and once that it can be served again,
 * however many requests come in between. The health of the process shows the dependency, and not the routes.
 * Thread-safe.
 */
final class OutageLog implements WebMvcConfigurer, HandlerInterceptor {

    private final RepeatedFailures failures = new RepeatedFailures();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    void failed(HttpServletRequest request, Throwable failure) {
        failures.stalled(answering(request), Instant.now(), FailureText.of(failure));
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception unhandled) {
        if (response.getStatus() / 100 == 2) {
            failures.succeeded(answering(request));
        }
    }

    private static String answering(HttpServletRequest request) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return "Answering " + request.getMethod() + " " + (route == null ? "requests" : route);
    }
}
