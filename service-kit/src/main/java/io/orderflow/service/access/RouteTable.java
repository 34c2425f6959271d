package io.orderflow.service.access;

import io.orderflow.service.access.RouteScopes.Route;
import io.orderflow.service.web.HandlerLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Finds the scopes that a request needs. It asks the framework which route will handle the request, so that no other
 * reading of a path leads around the table. Thread-safe.
 */
final class RouteTable {

    /** Asks for a token, and not for a certain scope. */
    static final Set<Scope> ANY_TOKEN = Set.of(Scope.values());

    private static final String ACTUATOR = "/actuator";
    private static final String HEALTH = "/actuator/health";
    private static final List<String> PAGES = List.of("/swagger-ui", "/webjars/");

    private final Map<String, Set<Scope>> scopes = new HashMap<>();
    private final HandlerLookup handlers;

    RouteTable(Collection<RouteScopes> modules, HandlerLookup handlers) {
        this.handlers = handlers;
        for (RouteScopes module : modules) {
            for (Route route : module.routes()) {
                if (scopes.put(key(route.method(), route.pattern()), route.anyOf()) != null) {
                    throw new IllegalStateException("Two modules name scopes of " + route);
                }
            }
        }
    }

    private static String key(String method, String pattern) {
        return method + " " + pattern;
    }

    /** The scopes of which the route needs one; none where it needs no token, and nothing where no module names it. */
    Optional<Set<Scope>> scopesOf(String method, String pattern) {
        if (isBelow(HEALTH, pattern)) {
            return Optional.of(Set.of());
        }
        return isBelow(ACTUATOR, pattern)
                ? Optional.of(Set.of(Scope.OPERATIONS))
                : Optional.ofNullable(scopes.get(key(method, pattern)));
    }

    private static boolean isBelow(String path, String pattern) {
        return pattern.equals(path) || pattern.startsWith(path + "/");
    }

    /**
     * The scopes of which the request needs one. Any token will do where the framework refuses the request by itself,
     * and where a browser asks which methods there are. A function passes the request on to a service, which judges it
     * itself; a gateway only sees to it that a token which comes along is valid.
     */
    Optional<Set<Scope>> scopesOf(HttpServletRequest request) {
        HandlerExecutionChain found;
        try {
            found = handlers.handlerOf(request);
        } catch (Exception refusedByFramework) {
            return Optional.of(ANY_TOKEN);
        }
        if (found == null || HttpMethod.OPTIONS.matches(request.getMethod())) {
            return Optional.of(ANY_TOKEN);
        }
        if (found.getHandler() instanceof HandlerFunction) {
            return Optional.of(Set.of());
        }
        if (found.getHandler() instanceof ResourceHttpRequestHandler) {
            return Optional.of(PAGES.stream().anyMatch(request.getServletPath()::startsWith) ? Set.of() : ANY_TOKEN);
        }
        String method = HttpMethod.HEAD.matches(request.getMethod()) ? HttpMethod.GET.name() : request.getMethod();
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return scopesOf(method, String.valueOf(pattern));
    }
}
