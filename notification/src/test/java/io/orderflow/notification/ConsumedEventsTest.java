package io.orderflow.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each type of event that this module reacts to has a file in {@code src/main/contracts/event-relay}, to which the build of
 * the relay holds the relay; and there is no file of a type that nothing here reacts to.
 */
class ConsumedEventsTest {

    private static final Path EXPECTATIONS = Path.of("src/main/contracts/event-relay");
    /** A file for each version of each type that is public. */
    private static final Path PUBLIC_EVENTS = Path.of("../api/events");
    private static final Pattern TEXT = Pattern.compile("\"([a-z-]+\\.[a-z-]+)\"");

    private static Set<String> publicTypes() throws IOException {
        try (Stream<Path> files = Files.list(PUBLIC_EVENTS)) {
            return files.map(file -> file.getFileName().toString().replaceAll("\\.[0-9]+\\.json$", ""))
                    .collect(Collectors.toSet());
        }
    }

    /** The public types that the sources name. They are compared with these texts, and nothing is made of parts. */
    private static Set<String> consumed() throws IOException {
        Set<String> consumed = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path source : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                TEXT.matcher(Files.readString(source)).results().map((MatchResult text) -> text.group(1))
                        .forEach(consumed::add);
            }
        }
        consumed.retainAll(publicTypes());
        return consumed;
    }

    private static Set<String> expected() throws IOException {
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> files = Files.list(EXPECTATIONS)) {
            for (Path file : files.toList()) {
                expected.add(new JsonMapper().readTree(file).at("/message/event_type").asString());
            }
        }
        return expected;
    }

    @Test
    void haveAnExpectationEach() throws IOException {
        assertThat(consumed()).contains("order.shipped", "customer.registered").hasSizeGreaterThan(6)
                .isEqualTo(expected());
    }
}
