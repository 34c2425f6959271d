package io.orderflow.gateway.limit;

import io.orderflow.gateway.limit.LimitSettings.RouteClass;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Finds the class of a request; the first that fits counts. Thread-safe. */
final class RouteClasses {

    private record Rule(RouteClass ofRoute, List<PathPattern> paths) {

        static Rule of(RouteClass ofRoute) {
            return new Rule(ofRoute, ofRoute.paths().stream().map(PathPatternParser.defaultInstance::parse).toList());
        }

        boolean fits(String method, PathContainer path) {
            return ofRoute.takes().includes(method)
                    && (paths.isEmpty() || paths.stream().anyMatch(pattern -> pattern.matches(path)));
        }
    }

    private final List<Rule> rules;

    RouteClasses(List<RouteClass> classes) {
        this.rules = classes.stream().map(Rule::of).toList();
    }

    Optional<RouteClass> of(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return rules.stream().filter(rule -> rule.fits(method, parsed)).map(Rule::ofRoute).findFirst();
    }
}
