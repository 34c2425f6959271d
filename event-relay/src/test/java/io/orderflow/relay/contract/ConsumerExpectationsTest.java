package io.orderflow.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What consumers expect of our messages, in files of their modules, is in every message that we make of the frozen internal
 * events, those of earlier revisions included.
 */
class ConsumerExpectationsTest {

    private static final JsonMapper JSON = new JsonMapper();

    static List<Expectation> expectations() {
        return Expectations.of("event-relay").stream().filter(expected -> !expected.message().isMissingNode()).toList();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected) throws IOException {
        assertThat(expected.state()).as("a message needs no state").isNull();
        assertThat(messagesOf(expected.message().path("event_type").asString())).as("messages for %s", expected)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(expected.unmet(message)).isEmpty());
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

    /** The real message without a field that the mails of orders need: the build would fail with these words. */
    @ParameterizedTest
    @CsvSource({"/data,customer_id", "/data/total,amount", "'',event_id"})
    void namesTheConsumerAndTheFieldThatIsGone(String place, String name) throws IOException {
        ObjectNode shipped = (ObjectNode) messagesOf("order.shipped").getFirst();
        ((ObjectNode) shipped.at(place)).remove(name);

        assertThat(ofShipping().unmet(shipped)).containsExactly(
                "notification reads event-relay/order-shipped.json: " + place + "/" + name + " is gone");
    }

    @Test
    void namesAFieldOfAnotherTypeOrValue() throws IOException {
        ObjectNode shipped = (ObjectNode) messagesOf("order.shipped").getFirst();
        shipped.put("version", 2);
        ((ObjectNode) shipped.path("data")).put("total", "18.00");

        assertThat(ofShipping().unmet(shipped)).containsExactlyInAnyOrder(
                "notification reads event-relay/order-shipped.json: /version is 2 now, it was 1",
                "notification reads event-relay/order-shipped.json: /data/total is string now, it was object");
    }

    private static Expectation ofShipping() {
        return expectations().stream()
                .filter(expected -> expected.toString().equals("notification, order-shipped.json"))
                .findFirst()
                .orElseThrow();
    }
}
