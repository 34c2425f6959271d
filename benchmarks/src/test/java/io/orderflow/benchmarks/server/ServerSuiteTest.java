package io.orderflow.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A benchmark that nobody runs for a while no longer runs. */
@Timeout(120)
class ServerSuiteTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    private static Path work;

    @ParameterizedTest
    @ValueSource(strings = {"append.inprocess", "track.inprocess", "load.inprocess", "command.inprocess",
            "query.inprocess"})
    void measuresEachKindOfLoadOnASmallStoreAndOnTheServerThatDoesNothing(String name) throws Exception {
        Suite suite = ServerSuites.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        List<String> asked = suite.figures()
                .stream()
                .filter(figure -> figure.endsWith('.' + StoreSize.SMALL.title()))
                .toList();
        Suite.Request request = new Suite.Request(asked, new Plan(1, SHORT, SHORT, SHORT), work);
        List<Figure> figures = new ArrayList<>();

        suite.prepare(request);
        suite.measure(request, figures::add);

        assertThat(figures).extracting(Figure::name).containsAll(asked);
        assertThat(figures).allMatch(figure -> figure.value() > 0);
    }
}
