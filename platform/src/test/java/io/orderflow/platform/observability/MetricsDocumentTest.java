package io.orderflow.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.observability.MetricCatalog.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/metrics.md} what the metrics are, as the classes that show them define them. It is written anew with
 * {@code -Dapprove=true}.
 */
class MetricsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/metrics.md");
    private static final String HEAD = """
            # Metrics

            Every process shows its metrics to Prometheus at `/actuator/prometheus`; where callers need tokens, that needs the
            scope `operations`. `./run services` has the event store's own at port 8024, and the database's at 27118. A timer has `_count`, `_sum` and,
            where the process keeps a maximum or a histogram, `_max` and `_bucket`. Counts begin with the start of the process.
            The values of a label come from a set that does not grow with use, and never identify a customer or an order.

            This page is written by `MetricsDocumentTest`, out of the constants that define the meters. What to do when
            an alert fires is in [operations](operations.md).
            """;
    private static final String TABLE = """

            | metric | type | unit | labels | meaning |
            |---|---|---|---|---|
            """;

    @Test
    void namesEveryMetricWithItsLabelsAndItsMeaning() throws IOException {
        String document = HEAD + "\n## Ours\n" + TABLE + rows(MetricCatalog.ours())
                + "\n## Of libraries, as far as dashboards and alerts use them\n" + TABLE
                + rows(MetricCatalog.ofLibraries());
        if (Boolean.getBoolean("approve")) {
            Files.writeString(DOCUMENT, document);
        }

        assertThat(DOCUMENT).as("docs/metrics.md is out of date: run this test with -Dapprove=true, and read it")
                .hasContent(document);
    }

    @Test
    void givesNoNameTwice() {
        assertThat(MetricCatalog.ours()).isNotEmpty().extracting(Metric::name).doesNotHaveDuplicates();
    }

    private static String rows(List<Metric> metrics) {
        return metrics.stream().map(MetricsDocumentTest::row).collect(Collectors.joining());
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s | %s |%n".formatted(metric.name(), metric.type(), metric.unit(),
                labels.isEmpty() ? "none" : labels, metric.meaning());
    }
}
