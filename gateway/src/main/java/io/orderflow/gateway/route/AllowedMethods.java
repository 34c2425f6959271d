package io.orderflow.gateway.route;

import io.orderflow.gateway.backend.BackendAnswer;
import io.orderflow.gateway.backend.BackendFailure;
import io.orderflow.gateway.backend.BackendRequest;
import io.orderflow.gateway.backend.ServiceRefusal;
import io.orderflow.gateway.backend.Services;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/**
 * Finds the methods of a path, which several services may share: one reads what another changes. Each of them names its
 * own, and the table of routes says to whom a method would go. A service that gives no answer is left out. Thread-safe.
 */
final class AllowedMethods {

    static final String OPTIONS = "OPTIONS";
    private static final int NOT_ALLOWED = 405;

    private final List<Route> routes;
    private final Services services;

    AllowedMethods(List<Route> routes, Services services) {
        this.routes = routes;
        this.services = services;
    }

    /** Whether an answer names methods, which then are those of one service only. */
    static boolean areToldBy(BackendAnswer answer, String method) {
        return answer.status() == NOT_ALLOWED || method.equals(OPTIONS);
    }

    /** The methods of the path that was asked for. */
    Set<String> of(BackendRequest asked) {
        List<Route> fitting = routes.stream().filter(route -> route.fits(asked.path())).toList();
        Map<String, Set<String>> known = new HashMap<>();
        Set<String> allowed = new TreeSet<>();
        for (Route route : fitting) {
            route.service()
                    .stream()
                    .filter(services::isPresent)
                    .flatMap(service -> known.computeIfAbsent(service, unknown -> ask(unknown, asked)).stream())
                    .filter(method -> goesTo(method, fitting) == route)
                    .forEach(allowed::add);
        }
        return allowed;
    }

    private static Route goesTo(String method, List<Route> fitting) {
        return fitting.stream().filter(route -> route.takes().includes(method)).findFirst().orElseThrow();
    }

    private Set<String> ask(String service, BackendRequest asked) {
        try (BackendAnswer answer = services.ask(service,
                new BackendRequest(OPTIONS, asked.path(), asked.headers(), new byte[0], asked.timeout()))) {
            return methods(answer);
        } catch (ServiceRefusal | BackendFailure | IOException away) {
            return Set.of();
        }
    }

    private static Set<String> methods(BackendAnswer answer) {
        return answer.headers()
                .getOrEmpty(HttpHeaders.ALLOW)
                .stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
