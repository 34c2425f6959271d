package io.orderflow.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.observability.ObservabilityFiles.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The alerts and the dashboards: what they name exists, and the alerts fire when they should. */
class ObservabilityFilesTest {

    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final Path TESTS = ObservabilityFiles.FOLDER.resolve("alerts/tests/orderflow_test.yml");
    private static final Path FAULTS = Path.of("src/test/java/io/orderflow/platform");
    /** Those of the one process, those that take several processes, a gateway or encryption, and those of an operator. */
    private static final List<String> WITH_FAULTS = List.of("AlertsIT.java", "ProcessAlerts.java",
            "PausedProcessorsIT.java");

    @Test
    void nameMetricsThatAreDocumented() {
        Set<String> documented = MetricCatalog.series();

        assertThat(ObservabilityFiles.namedMetrics()).isNotEmpty().allSatisfy(
                (metric, by) -> assertThat(documented.contains(metric)).as("%s, which %s name", metric, by).isTrue());
    }

    @Test
    void haveADashboardForEachPart() {
        assertThat(ObservabilityFiles.dashboards().keySet()).containsExactly("event-store.json", "gateway.json",
                "integration.json", "jvm.json", "orders.json", "overview.json", "projections.json", "sagas.json");
        ObservabilityFiles.dashboards().forEach((file, dashboard) -> assertThat(dashboard.path("uid").asString())
                .isEqualTo("orderflow-" + file.replace(".json", "")));
    }

    @Test
    void leadFromEachAlertToItsPage() throws IOException {
        List<String> headings = Files.readAllLines(OPERATIONS)
                .stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring("## ".length()))
                .toList();

        assertThat(ObservabilityFiles.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.runbook()).isEqualTo("docs/operations.md#" + alert.name().toLowerCase());
            assertThat(headings).contains(alert.name());
        });
    }

    @Test
    @SuppressWarnings("unchecked") // the file is a tree of maps and lists
    void haveForEachAlertACaseThatFiresAndOneThatDoesNot() throws IOException {
        List<String> fires = new ArrayList<>();
        List<String> rests = new ArrayList<>();
        Map<String, Object> file = new Yaml().load(Files.readString(TESTS));
        for (Map<String, Object> test : (List<Map<String, Object>>) file.get("tests")) {
            for (Map<String, Object> check : (List<Map<String, Object>>) test.get("alert_rule_test")) {
                (((List<?>) check.get("exp_alerts")).isEmpty() ? rests : fires).add((String) check.get("alertname"));
            }
        }

        List<String> alerts = ObservabilityFiles.alerts().stream().map(Alert::name).toList();
        assertThat(fires).containsAll(alerts);
        assertThat(rests).containsAll(alerts);
    }

    /** On a platform that runs: the rules above are tried on numbers that nobody has measured. */
    @Test
    void areEachMadeToFireByAFault() throws IOException {
        StringBuilder faults = new StringBuilder();
        for (String file : WITH_FAULTS) {
            faults.append(Files.readString(FAULTS.resolve(file)));
        }

        assertThat(ObservabilityFiles.alerts()).allSatisfy(alert -> assertThat(faults)
                .containsPattern("(assert|await)Firing\\([^;]*\"" + alert.name() + "\""));
    }

    @Test
    void passPromtool() {
        AlertRules.assumePromtool();

        PrometheusPackage.run("promtool", "check", "rules", ObservabilityFiles.alertRules().toString());
        PrometheusPackage.run("promtool", "test", "rules", TESTS.toString());
        for (String file : List.of("prometheus.yml", "prometheus-local.yml")) {
            // Its files of secrets are elsewhere.
            PrometheusPackage.run("promtool", "check", "config", "--syntax-only",
                    ObservabilityFiles.FOLDER.resolve(file).toString());
        }
    }
}
