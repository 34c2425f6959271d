package io.orderflow.platform.description;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which changes of the description break clients. */
class ApprovedDescriptionTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String OPERATION = "/paths/~1orders/post";
    private static final String ORDER = "/components/schemas/OrderView";
    private static final String REQUEST = "/components/schemas/PlaceOrderRequest";

    @ParameterizedTest
    @CsvSource({"/paths,/orders", OPERATION + "/responses,201", ORDER + "/properties,saga",
            "/components/schemas/OrderLine/properties,quantity", REQUEST + "/properties,orderId",
            OPERATION + "/responses/201/headers,ETag"})
    void breaksClientsWhereSomethingGoes(String place, String name) throws Exception {
        JsonNode changed = committed();
        ((ObjectNode) changed.at(place)).remove(name);

        assertBreaks(changed);
    }

    @ParameterizedTest
    @CsvSource({ORDER + "/properties/version,string", REQUEST + "/properties/customerId,integer"})
    void breaksClientsWhereAValueIsOfAnotherType(String place, String type) throws Exception {
        JsonNode changed = committed();
        ((ObjectNode) changed.at(place)).put("type", type);

        assertBreaks(changed);
    }

    @ParameterizedTest
    @CsvSource(REQUEST + ",orderId")
    void breaksClientsWhereARequestNeedsMore(String place, String name) throws Exception {
        JsonNode changed = committed();
        ((ArrayNode) changed.at(place + "/required")).add(name);

        assertBreaks(changed);
    }

    @ParameterizedTest
    @CsvSource({"/paths,/news", "/paths,/orders/{orderId}/news", ORDER + "/properties,news"})
    void breaksNobodyWhereSomethingComes(String place, String name) throws Exception {
        JsonNode changed = committed();
        ObjectNode news = NODES.objectNode();
        ((ObjectNode) changed.at(place)).set(name,
                place.equals("/paths")
                        ? news.set("get", changed.at("/paths/~1projections/get"))
                        : news.put("type", "string"));

        assertThat(ApprovedDescription.breaking(committed().toString(), changed.toString())).isEmpty();
    }

    private static JsonNode committed() {
        return ApprovedDescription.of("orderflow").read();
    }

    private static void assertBreaks(JsonNode changed) throws Exception {
        assertThat(ApprovedDescription.breaking(committed().toString(), changed.toString())).isNotEmpty();
    }
}
