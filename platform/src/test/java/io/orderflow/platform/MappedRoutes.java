package io.orderflow.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** What an application's controllers say that they answer. */
final class MappedRoutes {

    private final List<RequestMappingInfo> routes;

    MappedRoutes(ApplicationContext context) {
        routes = context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .toList();
    }

    /**
     * The methods of every path. Those of a pattern with a variable in a place count for the path of another with a word
     * there as well.
     *
     * @param pathOf fills in the variables of a pattern, and may add a query
     */
    Map<String, Set<String>> methodsByPath(UnaryOperator<String> pathOf) {
        Map<String, Set<String>> methods = new TreeMap<>();
        routes.stream().flatMap(route -> route.getPatternValues().stream()).filter(MappedRoutes::isOneRoute)
                .map(pathOf).forEach(path -> methods.put(path, methodsOf(path.replaceFirst("\\?.*", ""))));
        return methods;
    }

    private Set<String> methodsOf(String path) {
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        routes.stream().filter(route -> route.getPatternValues().stream().anyMatch(other -> matches(other, path)))
                .forEach(route -> route.getMethodsCondition().getMethods()
                        .forEach(method -> methods.add(method.name())));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static boolean matches(String pattern, String path) {
        return isOneRoute(pattern)
                && PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path));
    }

    /** Neither where the web server sends what is wrong, nor what takes any path behind it. */
    private static boolean isOneRoute(String pattern) {
        return !pattern.equals("/error") && !pattern.contains("*");
    }
}
