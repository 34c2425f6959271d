package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Finds the handler of a request before the request is handled. Thread-safe. */
public final class HandlerLookup {

    /** Looked up with the first request, because filters are made before the beans that the handlers need. */
    private final Supplier<List<HandlerMapping>> mappings;

    HandlerLookup(ObjectProvider<HandlerMapping> mappings) {
        this.mappings = SingletonSupplier.of(() -> mappings.orderedStream().toList());
    }

    /**
     * Finds the handler as the framework will, with the interceptors that stand before it; null where there is none.
     *
     * @throws Exception where there is one, but not for this request, as for its method
     */
    public @Nullable HandlerExecutionChain handlerOf(HttpServletRequest request) throws Exception {
        ServletRequestPathUtils.parseAndCache(request);
        for (HandlerMapping mapping : mappings.get()) {
            HandlerExecutionChain route = mapping.getHandler(request);
            if (route != null) {
                return route;
            }
        }
        return null;
    }
}
