package io.orderflow.platform.fuzz;

import io.orderflow.platform.fuzz.Route.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests for routes, in each of which something is odd: the body, its type, a header, a variable of the path, a
 * parameter or the method. The same seed makes the same requests.
 */
public final class Fuzz {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD",
            "TRACE", "NONSENSE");
    private static final List<String> ODD_HEADERS = List.of("If-Match", "Prefer", "Idempotency-Key",
            "Consistency-Token", "Last-Event-ID", "Accept", "Command-Wait", "Content-Type", "If-None-Match",
            "If-Modified-Since", "Range", "Accept-Language", "Content-Encoding", "Cookie", "X-Forwarded-For");
    private static final List<String> ODD_HEADER_VALUES = List.of("", "*", "\"0\"", "\"999\"", "W/\"1\"", "\"", "\"a",
            "0", "-1", "99999999999999999999", "1.5", "wait=0", "wait=-1", "wait=99999999999", "respond-async",
            "respond-async, wait=0", "projected", "settled", "nonsense", "handled, settled", "text/html",
            "application/json", "application/xml", "application/*", "*/*;q=9", ";;", "multipart/form-data",
            "application/x-www-form-urlencoded", "application/json;charset=klingon", "text/event-stream", "gzip",
            "application/yaml", "application/json;charset=utf-16",
            "bytes=0-1", "a b", "k\u00e9y", "\uD83D\uDE00", "x".repeat(300), "a\tb", ",,,", "Thu, 99 Foo 1");
    private static final List<String> ODD_PATHS = List.of("%00", "%zz", "%", "%2f", "%2e%2e", "..", ";a=b", "%c3%28",
            "%ed%a0%80", "%F0%9F%98%80", "%E2%80%AE", "a%0d%0ab", "%5c", "%25", "{x}", "[x]", "a|b", "%20", "a:b",
            "x".repeat(300), "\u00e9", "*", "-1", "$where", "a%3Bb");

    private final List<Route> routes;
    private final Values values;
    private final Bodies bodies;
    private final Map<String, String> known;
    private final Random random;

    /** @param known values of path variables, by their names, that are there */
    public Fuzz(Description description, Map<String, String> known, long seed) {
        this.routes = description.routes();
        this.known = known;
        this.random = new Random(seed);
        this.values = new Values(description, random);
        this.bodies = new Bodies(values);
    }

    /** The request of this number; each route has its turn. */
    public Request next(int number) {
        Route route = routes.get(number % routes.size());
        int odd = values.below(6);
        Map<String, String> headers = new LinkedHashMap<>();
        if (route.body() != null) {
            headers.put("Content-Type", "application/json");
        }
        if (route.method().equals("POST")) {
            headers.put("Idempotency-Key", "fuzz-" + random.nextLong());
        }
        byte[] body = bodyOf(route, odd);
        if (odd == 2 || values.chance(5)) {
            headers.put(values.pick(ODD_HEADERS), values.pick(ODD_HEADER_VALUES));
            headers.put(values.pick(ODD_HEADERS), values.pick(ODD_HEADER_VALUES));
        }
        String target = pathOf(route, odd == 3) + queryOf(route, odd == 4 || values.chance(5));
        String method = odd == 5 && values.chance(50) ? values.pick(METHODS) : route.method();
        return new Request(method, target, headers, body, "%016x%016x".formatted(random.nextLong() | 1, number));
    }

    private byte @Nullable [] bodyOf(Route route, int odd) {
        boolean wanted = route.body() != null;
        if (!wanted && !values.chance(10)) {
            return null;
        }
        if (odd == 0 && wanted) {
            return bodies.odd(route.body());
        }
        return odd == 1 || !wanted ? bodies.broken(route.body()) : bodies.proper(route.body());
    }

    private String pathOf(Route route, boolean odd) {
        String path = route.path();
        for (Parameter variable : route.in("path")) {
            String proper = known.getOrDefault(variable.name(), "none-" + values.below(100));
            path = path.replace("{" + variable.name() + "}", odd ? values.pick(ODD_PATHS) : proper);
        }
        return odd && values.chance(20) ? path + values.pick(List.of("/", "//", "/.", "/..", "/x", "%00")) : path;
    }

    private String queryOf(Route route, boolean odd) {
        List<Parameter> parameters = route.in("query")
                .stream()
                .filter(parameter -> parameter.required() || odd || values.chance(30))
                .toList();
        String query = parameters.stream()
                .map(parameter -> parameter.name() + "=" + (odd ? oddValue() : properValue(parameter)))
                .collect(Collectors.joining("&"));
        if (odd && values.chance(30)) {
            query += values.pick(
                    List.of("&", "&&=", "&x", "&limit=1&limit=2", "&Limit=1", "&asof=v0", "&%zz=1", "&=%", "&a[b]=c"));
        }
        return query.isEmpty() ? "" : "?" + query;
    }

    private String oddValue() {
        return values.chance(30)
                ? values.pick(ODD_PATHS)
                : URLEncoder.encode(values.oddText(), StandardCharsets.UTF_8);
    }

    private String properValue(Parameter parameter) {
        return URLEncoder.encode(values.proper(parameter.schema(), parameter.name()).asString(),
                StandardCharsets.UTF_8);
    }
}
