package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.resilience.Dependency;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers what operators ask at once where a database is known to be away, and says which one: whoever looks for what
 * is wrong must not wait for it. Nothing is done then.
 */
final class OperatorRoutes implements WebMvcConfigurer, HeadCheck {

    private final Dependency.Away away;

    OperatorRoutes(Dependency.Away away) {
        this.away = away;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/dead-letters/**", "/rebuilds/**", "/projections/*/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        away.since().forEach((name, since) -> {
            throw new DependencyAway(name + " has given no answer since " + since + "; nothing was done");
        });
        return true;
    }

    /** What the request needs is away. */
    private static final class DependencyAway extends ProblemException {
        DependencyAway(String detail) {
            super(ProblemCode.UNAVAILABLE, detail);
        }
    }
}
