package io.orderflow.axonserver.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is answered where. Paths are written as {@code /v1/context/{name}}. Not to be changed once it is in use. */
final class Routes {

    private final List<Route> routes = new ArrayList<>();

    Routes add(String method, String path, Handler handler) {
        routes.add(new Route(method, path.split("/", -1), handler));
        return this;
    }

    /** @throws HttpProblem where nothing is at that path, or not with that method */
    Match find(String method, String rawPath) {
        String[] segments = rawPath.split("/", -1);
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> variables = route.match(segments);
            if (variables != null && route.method.equals(wanted)) {
                return new Match(route.handler, variables);
            } else if (variables != null) {
                allowed.add(route.method);
            }
        }
        if (allowed.isEmpty()) {
            throw HttpProblem.notFound("Nothing is at this path");
        }
        throw new HttpProblem(405, "This path has no " + method, Map.of("Allow", String.join(", ", allowed)));
    }

    /** Answers calls. It may block: each call has a thread of its own. */
    interface Handler {
        Answer handle(Request request);
    }

    /** Who answers, and what the path told. */
    record Match(Handler handler, Map<String, String> variables) {}

    private record Route(String method, String[] template, Handler handler) {
        @Nullable
        Map<String, String> match(String[] segments) {
            if (segments.length != template.length) {
                return null;
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < template.length; i++) {
                if (template[i].startsWith("{") && !segments[i].isEmpty()) {
                    // In a path, unlike in a query, a plus sign is a plus sign.
                    variables.put(template[i].substring(1, template[i].length() - 1),
                            Request.decoded(segments[i].replace("+", "%2B")));
                } else if (!template[i].equals(segments[i])) {
                    return null;
                }
            }
            return variables;
        }
    }
}
