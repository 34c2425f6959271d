package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.resilience.Dependency;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses the requests of controllers that are marked {@link OperatorController} at once while a dependency is known to give
 * no answer, and names the dependency.
 */
final class OperatorRoutes implements WebMvcConfigurer, HeadCheck {

    private final Dependency.OutageTimes away;

    OperatorRoutes(Dependency.OutageTimes away) {
        this.away = away;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().isAnnotationPresent(OperatorController.class)) {
            away.since().forEach((name, since) -> {
                throw new DependencyAway(name + " has given no answer since " + since + "; nothing was done");
            });
        }
        return true;
    }

    /** A dependency that the request needs is away. */
    private static final class DependencyAway extends ProblemException {
        DependencyAway(String detail) {
            super(ProblemCode.UNAVAILABLE, detail);
        }
    }
}
