package io.orderflow.platform.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards and the alerts of the repository. */
public final class ObservabilityFiles {

    static final Path FOLDER = Path.of("../deploy/observability").toAbsolutePath().normalize();

    private ObservabilityFiles() {}

    /** An alert; its runbook is the path of a page and a heading. */
    record Alert(String name, String expression, String runbook) {}

    /** The rules, for Prometheus to load. */
    public static Path alertRules() {
        return FOLDER.resolve("alerts/orderflow.yml");
    }

    @SuppressWarnings("unchecked") // the file is a tree of maps and lists
    static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        Map<String, List<Map<String, Object>>> file = new Yaml().load(read(alertRules()));
        for (Map<String, Object> group : file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                Map<String, String> annotations = (Map<String, String>) rule.get("annotations");
                alerts.add(new Alert((String) rule.get("alert"), (String) rule.get("expr"),
                        annotations.getOrDefault("runbook_url", "")));
            }
        }
        return alerts;
    }

    /** The dashboards by their file. */
    static Map<String, JsonNode> dashboards() {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            files.forEach(file -> dashboards.put(file.getFileName().toString(), new JsonMapper().readTree(read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dashboards;
    }

    /** Every metric that a dashboard or an alert names, with those that name it. */
    public static Map<String, Set<String>> namedMetrics() {
        Map<String, Set<String>> named = new TreeMap<>();
        alerts().forEach(alert -> name(named, alert.expression(), alert.name()));
        dashboards().forEach((file, dashboard) -> dashboard.path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> name(named, target.path("expr").asString(),
                                file + ": " + panel.path("title").asString()))));
        return named;
    }

    private static void name(Map<String, Set<String>> named, String expression, String by) {
        PromQl.metricsIn(expression).forEach(metric -> named.computeIfAbsent(metric, first -> new TreeSet<>()).add(by));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
