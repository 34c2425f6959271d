package io.orderflow.service.stage;

import io.orderflow.service.web.HandlerLookup;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;

/** Tells what a request changes, before the request is handled. Thread-safe. */
final class ChangingRoutes {

    private final HandlerLookup handlers;

    ChangingRoutes(HandlerLookup handlers) {
        this.handlers = handlers;
    }

    /** The changes of the request; absent where it sends no command. */
    @Nullable
    Changes changesOf(HttpServletRequest request) {
        try {
            HandlerExecutionChain found = handlers.handlerOf(request);
            return found != null && found.getHandler() instanceof HandlerMethod method ? of(method) : null;
        } catch (Exception noRoute) {
            // The handling of the request will meet the same failure, and report it.
            return null;
        }
    }

    static @Nullable Changes of(HandlerMethod method) {
        Changes own = method.getMethodAnnotation(Changes.class);
        return own == null ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Changes.class) : own;
    }
}
