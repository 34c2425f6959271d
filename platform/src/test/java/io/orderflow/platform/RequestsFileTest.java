package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each route of the committed descriptions is in {@code requests.http}, and each request there is of such a route. */
class RequestsFileTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) \\{\\{host}}(\\S+)");
    private static final Pattern NAME = Pattern.compile("# @name (\\w+)");
    private static final Pattern LOCATION = Pattern.compile("\\{\\{(\\w+)\\.response\\.headers\\.Location}}");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    /** What every process has beside its described routes. */
    private static final Pattern OF_EVERY_PROCESS = Pattern.compile("GET /(actuator/.*|v3/api-docs|services/.*|)");

    private static Set<String> requests() throws IOException {
        Set<String> requests = new TreeSet<>();
        Map<String, String> made = new HashMap<>();
        String name = "";
        for (String line : Files.readAllLines(ROOT.resolve("requests.http"))) {
            Matcher named = NAME.matcher(line);
            Matcher request = REQUEST.matcher(line);
            if (named.matches()) {
                name = named.group(1);
            } else if (request.matches()) {
                String path = LOCATION.matcher(request.group(2)).replaceAll(made(made)).replaceAll("\\?.*", "");
                requests.add(request.group(1) + " " + path);
                made.put(name, path.substring(path.lastIndexOf('/')) + "/1");
                name = "";
            }
        }
        return requests;
    }

    /** What a request has made lies below its own last word: that of {@code POST /projections/orders/rebuilds} is {@code /rebuilds/1}. */
    private static Function<MatchResult, String> made(Map<String, String> made) {
        return location -> made.get(location.group(1));
    }

    private static Set<String> routes(String description) throws IOException {
        Set<String> routes = new TreeSet<>();
        JsonNode paths = new JsonMapper().readTree(ROOT.resolve("api/" + description + ".json")).path("paths");
        paths.properties().forEach(path -> path.getValue().propertyNames().stream().filter(METHODS::contains)
                .forEach(method -> routes.add(method.toUpperCase() + " " + path.getKey())));
        return routes;
    }

    private static boolean isOf(String route, String request) {
        return request.matches("\\Q" + route.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orderflow", "gateway", "notification"})
    void hasEveryRoute(String description) throws IOException {
        Set<String> requests = requests();

        assertThat(routes(description)).isNotEmpty()
                .as("routes of api/%s.json that requests.http lacks", description)
                .filteredOn(route -> requests.stream().noneMatch(request -> isOf(route, request)))
                .isEmpty();
    }

    @Test
    void hasNoOtherRequests() throws IOException {
        Set<String> routes = new TreeSet<>(routes("orderflow"));
        routes.addAll(routes("gateway"));
        routes.addAll(routes("notification"));

        assertThat(requests()).hasSizeGreaterThan(90)
                .as("requests of requests.http to routes that there are not")
                .filteredOn(request -> routes.stream().noneMatch(route -> isOf(route, request)))
                .allMatch(request -> OF_EVERY_PROCESS.matcher(request).matches());
    }
}
