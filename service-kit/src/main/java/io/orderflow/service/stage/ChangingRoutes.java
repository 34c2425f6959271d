package io.orderflow.service.stage;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Knows what the requests change, before any of them is handled. Thread-safe. */
final class ChangingRoutes {

    /** Asked for with the first request: filters are made before what the routes need. */
    private final Supplier<RequestMappingHandlerMapping> routes;

    ChangingRoutes(Supplier<RequestMappingHandlerMapping> routes) {
        this.routes = routes;
    }

    /** What the request changes; absent where it sends no command. */
    @Nullable
    Changes changesOf(HttpServletRequest request) {
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerExecutionChain found = routes.get().getHandler(request);
            return found != null && found.getHandler() instanceof HandlerMethod method ? of(method) : null;
        } catch (Exception noRoute) {
            // Whoever handles the request will find the same, and say what is wrong.
            return null;
        }
    }

    static @Nullable Changes of(HandlerMethod method) {
        Changes own = method.getMethodAnnotation(Changes.class);
        return own == null ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Changes.class) : own;
    }
}
