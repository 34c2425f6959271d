package io.orderflow.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What consumers expect of our messages, in files of their modules, is in every message that we make of the frozen internal
 * events, those of earlier revisions included: each field of the example, with a value of the same type.
 */
class ConsumerExpectationsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path MODULES = Path.of("..");
    private static final String EXPECTATIONS = "src/main/contracts/event-relay";

    static List<Path> expectations() throws IOException {
        try (Stream<Path> modules = Files.list(MODULES)) {
            return modules.map(module -> module.resolve(EXPECTATIONS)).filter(Files::isDirectory)
                    .flatMap(ConsumerExpectationsTest::filesIn).sorted().toList();
        }
    }

    private static Stream<Path> filesIn(Path folder) {
        return Stream.of(folder.toFile().listFiles((ignored, name) -> name.endsWith(".json"))).map(File::toPath);
    }

    @Test
    void areThere() throws IOException {
        assertThat(expectations()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void isMetByEveryMessageOfItsType(Path file) throws IOException {
        JsonNode expectation = JSON.readTree(file);

        assertThat(messagesOf(expectation.at("/message/event_type").asString())).as("messages for %s", file)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(unmet(expectation, message)).isEmpty());
    }

    /** What a message lacks, in sentences that name the consumer and the field. */
    private static List<String> unmet(JsonNode expectation, JsonNode message) {
        List<String> unmet = new ArrayList<>();
        Set<String> exact = expectation.at("/metadata/exact").valueStream().map(JsonNode::asString)
                .collect(Collectors.toSet());
        compare(expectation.at("/metadata/consumer").asString(), "", expectation.path("message"), message, exact,
                unmet);
        return unmet;
    }

    private static void compare(String consumer, String field, JsonNode example, JsonNode actual, Set<String> exact,
            List<String> unmet) {
        if (actual.isMissingNode()) {
            unmet.add(consumer + " reads " + field + ", which is gone");
        } else if (exact.contains(field) && !example.equals(actual)) {
            unmet.add(consumer + " reads " + field + " as " + example + ", and it is " + actual);
        } else if (example.getNodeType() != actual.getNodeType()) {
            unmet.add(consumer + " reads " + field + " as " + example.getNodeType() + ", and it is "
                    + actual.getNodeType());
        } else {
            example.propertyNames().forEach(name -> compare(consumer, field + "/" + name, example.path(name),
                    actual.path(name), exact, unmet));
        }
    }

    private static List<JsonNode> messagesOf(String type) throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        for (String file : IntegrationEventFormatTest.published()) {
            JsonNode message = JSON.readTree(IntegrationEventFormatTest.written(file));
            if (message.path("event_type").asString().equals(type)) {
                messages.add(message);
            }
        }
        return messages;
    }

    @ParameterizedTest
    @CsvSource({"/data,customer_id", "/data/total,amount", "'',event_id"})
    void namesTheConsumerAndTheFieldThatIsGone(String place, String name) throws IOException {
        JsonNode shipped = messagesOf("order.shipped").getFirst();
        JsonNode expectation = JSON.createObjectNode()
                .set("message", shipped.deepCopy())
                .set("metadata", JSON.createObjectNode().put("consumer", "shop"));
        ((ObjectNode) shipped.at(place)).remove(name);

        assertThat(unmet(expectation, shipped)).containsExactly("shop reads " + place + "/" + name
                + ", which is gone");
    }

    @Test
    void namesAFieldOfAnotherTypeOrValue() throws IOException {
        JsonNode shipped = messagesOf("order.shipped").getFirst();
        JsonNode expectation = JSON.readTree("{\"metadata\":{\"consumer\":\"shop\",\"exact\":[\"/version\"]},"
                + "\"message\":{\"version\":2,\"data\":{\"total\":\"18.00\"}}}");

        assertThat(unmet(expectation, shipped)).containsExactlyInAnyOrder("shop reads /version as 2, and it is 1",
                "shop reads /data/total as STRING, and it is OBJECT");
    }
}
