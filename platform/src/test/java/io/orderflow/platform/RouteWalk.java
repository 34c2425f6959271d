package io.orderflow.platform;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/**
 * Goes over all mapped routes of a platform.
 *
 * @param present identifiers of what is there, by the names of the variables in the paths
 * @param absent  identifiers of nothing
 */
record RouteWalk(ApplicationContext platform, Map<String, String> present, Map<String, String> absent) {

    @FunctionalInterface
    interface Check {

        void check(String method, String path, String absent);
    }

    /** Checks each route, with a path to what is there and one to nothing. */
    void forEachRoute(Check check) {
        MappedRoutes routes = new MappedRoutes(platform);
        Map<String, Set<String>> methods = routes.methodsByPath(pattern -> filled(pattern, present));
        for (String pattern : routes.methodsByPath(pattern -> pattern).keySet()) {
            String path = filled(pattern, present);
            methods.get(path).stream().filter(method -> !method.equals("OPTIONS"))
                    .forEach(method -> check.check(method, path, filled(pattern, absent)));
        }
    }

    private static String filled(String pattern, Map<String, String> ids) {
        String path = pattern;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        path = path.replace("{sku}", "PEN").replace("{name}", "orders").replace("{group}", "orders");
        return path.replaceAll("\\{[^}]*}", "none") + (pattern.endsWith("/{name}/updates") ? "?key=o-first" : "");
    }

    /** Sends a request of that route, with a body and a key where it changes something. */
    static Answer send(Api client, String method, String path) {
        return client.send(method, path, method.equals("GET") || method.equals("HEAD") ? null : bodyOf(path), Map.of(
                "Idempotency-Key", "k" + System.nanoTime()));
    }

    private static Object bodyOf(String path) {
        return path.endsWith("/cancellation") || path.endsWith("/retry") && path.startsWith("/sagas")
                || path.endsWith("/skip") || path.endsWith("/reversal")
                        ? Map.of("reason", "a test")
                        : path.endsWith("/deposits") || path.endsWith("/withdrawals")
                                ? Map.of("amount", PlatformClient.usd("1.00"))
                                : path.endsWith("/name")
                                        ? Map.of("name", "Eve")
                                        : path.endsWith("/email")
                                                ? Map.of("email", "eve@example.org")
                                                : Map.of();
    }
}
