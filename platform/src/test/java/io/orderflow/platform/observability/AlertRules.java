package io.orderflow.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.observability.ExposedMetrics.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * Evaluates the alerts by {@code promtool} on what processes showed during a fault, as if the fault had lasted for an
 * hour: with the times and the ranges that the rules really have, and without waiting for them.
 */
public final class AlertRules {

    private static final String PROMTOOL = "promtool";
    private static final String HEAD = """
            rule_files: [%s]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
            """;
    private static final String SERIES = "      - {series: '%s', values: '%s'}%n";
    private static final String EXPECTATION = """
                  - expr: count(ALERTS{alertname="%s",alertstate="firing"}) > bool 0 or vector(0)
                    eval_time: 1h
                    exp_samples: [{labels: '{}', value: %d}]
            """;
    private static final Set<String> NAMED = ObservabilityFiles.alerts().stream()
            .flatMap(alert -> PromQl.metricsIn(alert.expression()).stream()).collect(Collectors.toSet());

    private AlertRules() {}

    /**
     * What a target showed at two moments; what it counted between them is taken for what it counts in each minute.
     *
     * @param before its page of metrics at the first moment
     * @param after  its page at the second one; empty where it gave no answer
     */
    public record Target(String job, String before, String after) {

        /** A target whose counts do not matter. */
        public static Target at(String job, String page) {
            return new Target(job, page, page);
        }
    }

    /** Skips a test where the package is not installed, and says so loudly. */
    public static void assumePromtool() {
        Assumptions.assumeTrue(PrometheusPackage.find(PROMTOOL).isPresent(), PrometheusPackage.missing(PROMTOOL));
    }

    /** Where the package is not installed, it says so loudly, and the test goes on. */
    public static void assertFiring(List<Target> targets, String... alerts) {
        check(targets, 1, alerts);
    }

    /** As {@link #assertFiring}. */
    public static void assertResting(List<Target> targets, String... alerts) {
        check(targets, 0, alerts);
    }

    private static void check(List<Target> targets, int expected, String... alerts) {
        assertThat(ObservabilityFiles.alerts()).extracting(ObservabilityFiles.Alert::name).contains(alerts);
        if (PrometheusPackage.find(PROMTOOL).isEmpty()) {
            PrometheusPackage.missing(PROMTOOL);
            return;
        }
        StringBuilder test = new StringBuilder(HEAD.formatted(ObservabilityFiles.alertRules()));
        targets.forEach(target -> seriesOf(target)
                .forEach((series, values) -> test.append(SERIES.formatted(series.replace("'", "''"), values))));
        test.append("    promql_expr_test:\n");
        for (String alert : alerts) {
            test.append(EXPECTATION.formatted(alert, expected));
        }
        try {
            Path file = Files.createTempFile("alerts", ".yml");
            Files.writeString(file, test);
            PrometheusPackage.run(PROMTOOL, "test", "rules", file.toString());
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The values of each series that an alert names, as promtool writes them: a first one and what a minute adds. */
    private static Map<String, String> seriesOf(Target target) {
        String labels = "job=\"%s\",instance=\"%1$s:8080\"".formatted(target.job());
        Map<String, String> series = new TreeMap<>(
                Map.of("up{" + labels + "}", target.after().isEmpty() ? "0x60" : "1x60"));
        Map<String, Double> before = valuesOf(target.before(), labels);
        valuesOf(target.after(), labels).forEach((name, value) -> {
            double growth = isCount(name) ? value - before.getOrDefault(name, 0.0) : 0;
            series.put(name, "%s%s%sx60".formatted(number(value), growth < 0 ? "" : "+", number(growth)));
        });
        return series;
    }

    private static Map<String, Double> valuesOf(String page, String labels) {
        return ExposedMetrics.of(page).samples()
                .filter(sample -> NAMED.contains(sample.name()) && Double.isFinite(sample.value()))
                .collect(Collectors.toMap(sample -> seriesName(sample, labels), Sample::value));
    }

    private static String seriesName(Sample sample, String labels) {
        StringBuilder name = new StringBuilder(sample.name()).append('{').append(labels);
        sample.labels().forEach((label, value) -> name.append(',').append(label).append("=\"").append(value)
                .append('"'));
        return name.append('}').toString();
    }

    private static boolean isCount(String series) {
        return series.substring(0, series.indexOf('{')).matches(".*_(total|count|sum|bucket)");
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }
}
