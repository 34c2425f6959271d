package io.orderflow.platform;

import io.orderflow.platform.services.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;
import org.yaml.snakeyaml.Yaml;

/** The services that answer a request, by the gateway's table of routes, for clients that ask them directly. */
public final class ServiceRoutes {

    private static final String READS = "READS";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<Map<String, Object>> ROWS = rows();

    private ServiceRoutes() {}

    /** The first service that answers the request. */
    public static Service of(String method, String path) {
        return allOf(method, path).getFirst();
    }

    /** All services that may answer the request; those of a list are those of its items. */
    public static List<Service> allOf(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return ROWS.stream()
                .filter(row -> takes(row, method) && (fits(row, plain) || fits(row, plain + "/item")))
                .findFirst()
                .map(row -> row.get("service") instanceof List<?> several ? several : List.of(row.get("service")))
                .orElseThrow(() -> new IllegalArgumentException("The gateway has no route for " + method + " " + path))
                .stream()
                .flatMap(name -> Arrays.stream(Service.values()).filter(one -> one.title().equals(name)))
                .toList();
    }

    private static boolean takes(Map<String, Object> row, String method) {
        Object takes = row.get("takes");
        return takes == null || takes.equals(READS) == READING.contains(method);
    }

    private static boolean fits(Map<String, Object> row, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return ((List<?>) row.get("paths")).stream()
                .anyMatch(pattern -> PathPatternParser.defaultInstance.parse((String) pattern).matches(parsed));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows() {
        try (InputStream settings = ServiceRoutes.class.getResourceAsStream("/gateway.yaml")) {
            Map<String, Object> first = (Map<String, Object>) new Yaml().loadAll(settings).iterator().next();
            Map<String, Object> ours = (Map<String, Object>) first.get("orderflow");
            return (List<Map<String, Object>>) ((Map<String, Object>) ours.get("gateway")).get("routes");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
