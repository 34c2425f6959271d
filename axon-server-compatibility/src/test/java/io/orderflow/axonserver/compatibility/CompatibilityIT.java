package io.orderflow.axonserver.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The server in projects that are not ours: each row is one, with its versions of Axon Framework and Spring Boot, and each
 * of its tests a cell. A row whose artifacts cannot be had is skipped, and the summary of the build says so.
 */
class CompatibilityIT {

    private static final List<String> TRANSPORTS = List.of("OverTcpTest", "InProcessTest");
    private static final List<String> FEATURES = List.of("command", "query", "subscriptionQuery", "processorWithReset",
            "snapshot", "scheduledEvent", "saga");

    @TestFactory
    Stream<DynamicContainer> worksInProjectsOfOthers() throws IOException, InterruptedException {
        OutsideBuild build = new OutsideBuild();
        String said = build.run(Row.ALL);
        return Row.ALL.stream().map(row -> DynamicContainer.dynamicContainer(row.name(), cells(build, row, said)));
    }

    private static Stream<DynamicTest> cells(OutsideBuild build, Row row, String said) {
        return TRANSPORTS.stream().flatMap(transport -> FEATURES.stream().map(feature -> transport + '.' + feature))
                .map(cell -> DynamicTest.dynamicTest(cell, () -> {
                    Map<String, String> results = build.results(row);
                    if (results.isEmpty()) {
                        Assumptions.assumeFalse(lacksArtifacts(row, said),
                                "NOT TESTED: the artifacts of " + row.name() + " cannot be had");
                    }
                    assertThat(results).as("%s in %s; see target/projects.log", cell, row.name())
                            .containsEntry(cell, "");
                }));
    }

    private static boolean lacksArtifacts(Row row, String said) {
        return Pattern.compile("(Could not resolve dependencies for project|Non-resolvable parent POM for) sample:"
                + Pattern.quote(row.name()) + ":").matcher(said).find();
    }
}
