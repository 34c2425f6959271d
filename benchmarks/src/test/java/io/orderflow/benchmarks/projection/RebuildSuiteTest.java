package io.orderflow.benchmarks.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The services' own configurations run in the suites of projections, and change without them in mind. */
@Timeout(120)
class RebuildSuiteTest {

    @TempDir
    private Path work;

    @Test
    void measuresARebuildOfFewOrders() throws Exception {
        Suite suite = new RebuildSuite("few", 200);
        Duration unused = Duration.ofSeconds(1);
        List<Figure> figures = new ArrayList<>();

        suite.measure(new Suite.Request(suite.figures(), new Plan(1, unused, unused, unused), work), figures::add);

        assertThat(figures).extracting(Figure::name).contains("rebuild.orders.few");
        assertThat(figures).allMatch(figure -> figure.value() > 0);
    }
}
