package io.orderflow.service.access;

import java.util.List;
import java.util.Set;

/**
 * The scopes that the routes of a module need, to be contributed as a bean. A route that no module names is refused to
 * everybody.
 */
@FunctionalInterface
public interface RouteScopes {

    /** The routes of the module. */
    List<Route> routes();

    /**
     * A route.
     *
     * @param pattern the path as its controller maps it
     * @param anyOf   the scopes of which a token needs one; without any, no token is needed
     */
    record Route(String method, String pattern, Set<Scope> anyOf) {}

    /** A route that any one of the scopes opens. */
    static Route route(String method, String pattern, Scope... anyOf) {
        return new Route(method, pattern, Set.of(anyOf));
    }

    /** A route that everybody may use, without a token. */
    static Route permitAll(String method, String pattern) {
        return new Route(method, pattern, Set.of());
    }
}
