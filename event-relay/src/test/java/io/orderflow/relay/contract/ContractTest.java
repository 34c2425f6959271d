package io.orderflow.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the committed descriptions of the integration events, {@code api/asyncapi.json} and {@code api/events}, what the
 * records say. They are written anew with {@code -Dapprove=true}, but never where a change would break readers: such a
 * change needs a new version of the event, and the schema of the old one stays.
 */
class ContractTest {

    private static final Path API = Path.of("../api");
    private static final Path SCHEMAS = API.resolve("events");
    private static final Path ASYNC_API = API.resolve("asyncapi.json");
    private static final String APPROVE = "; write it with -Dapprove=true, and read it before it is committed";
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @BeforeAll
    static void writeWhatIsNew() throws IOException {
        if (!Boolean.getBoolean("approve")) {
            return;
        }
        Files.createDirectories(SCHEMAS);
        assertThat(breaking()).as("changes that need a new version").isEmpty();
        for (Map.Entry<String, ObjectNode> schema : IntegrationSchemas.all().entrySet()) {
            Files.writeString(SCHEMAS.resolve(schema.getKey()), written(schema.getValue()));
        }
        Files.writeString(ASYNC_API, written(IntegrationSchemas.asyncApi()));
    }

    @Test
    void describesEveryEvent() {
        IntegrationSchemas.all().forEach((file, schema) -> assertThat(SCHEMAS.resolve(file))
                .as("the schema %s is not what its record says" + APPROVE, file).hasContent(written(schema)));
    }

    @Test
    void describesAllMessagesTogether() {
        assertThat(ASYNC_API).as("%s is not what the records say" + APPROVE, ASYNC_API)
                .hasContent(written(IntegrationSchemas.asyncApi()));
    }

    @Test
    void breaksNobody() throws IOException {
        assertThat(breaking()).as("changes that need a new version of the event (@PublicType)").isEmpty();
    }

    private static List<String> breaking() throws IOException {
        Map<String, ObjectNode> present = IntegrationSchemas.all();
        Set<String> types = present.keySet().stream().map(ContractTest::typeOf).collect(Collectors.toSet());
        List<String> breaking = new ArrayList<>();
        for (String file : committed()) {
            if (present.containsKey(file)) {
                JsonNode before = JSON.readTree(Files.readString(SCHEMAS.resolve(file)));
                breaking.addAll(BreakingChanges.between(before, present.get(file)));
            } else if (!types.contains(typeOf(file))) {
                breaking.add(typeOf(file) + " is not published any more");
            }
        }
        return breaking;
    }

    private static List<String> committed() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** {@code order.placed} of {@code order.placed.1.json}. */
    private static String typeOf(String file) {
        return file.replaceFirst("\\.\\d+\\.json$", "");
    }

    @ParameterizedTest
    @CsvSource({"/properties,customer_id", "/properties,lines", "/properties/lines/items/properties,quantity",
            "/properties/total/properties,currency"})
    void findsAFieldThatIsGone(String place, String name) {
        ObjectNode changed = placed();
        ((ObjectNode) changed.at(place)).remove(name);

        assertThat(BreakingChanges.between(placed(), changed)).singleElement().asString().contains(name, "is gone");
    }

    @ParameterizedTest
    @CsvSource({"/properties/order_id,integer", "/properties/lines/items/properties/quantity,string"})
    void findsAnotherType(String place, String type) {
        ObjectNode changed = placed();
        ((ObjectNode) changed.at(place)).put("type", type);

        assertThat(BreakingChanges.between(placed(), changed)).singleElement().asString().contains("another type");
    }

    @Test
    void findsAFieldThatIsRequiredNow() {
        ObjectNode changed = placed();
        ((ObjectNode) changed.path("properties")).putObject("channel").put("type", "string");
        assertThat(BreakingChanges.between(placed(), changed)).isEmpty();

        ((ArrayNode) changed.path("required")).add("channel");

        assertThat(BreakingChanges.between(placed(), changed)).singleElement().asString().contains("required now");
    }

    @Test
    void findsAFieldThatMayBeAbsentNow() {
        ObjectNode changed = placed();
        ((ArrayNode) changed.path("required")).remove(0);

        assertThat(BreakingChanges.between(placed(), changed)).singleElement().asString().contains("may be absent now");
    }

    @Test
    void findsAPersonalFieldThatIsNotMarkedAnyMore() {
        ObjectNode before = IntegrationSchemas.all().get("customer.registered.1.json");
        ObjectNode changed = before.deepCopy();
        ((ObjectNode) changed.at("/properties/email")).remove("x-personal");

        assertThat(BreakingChanges.between(before, changed)).singleElement().asString().contains("email",
                "not marked as personal");
    }

    @Test
    void findsAnotherReason() {
        ObjectNode changed = IntegrationSchemas.all().get("order.rejected.1.json");
        ObjectNode before = changed.deepCopy();
        ((ArrayNode) changed.at("/properties/reason/enum")).add("BAD_WEATHER");

        assertThat(BreakingChanges.between(before, changed)).singleElement().asString().contains("other values");
    }

    private static ObjectNode placed() {
        return IntegrationSchemas.all().get("order.placed.1.json");
    }

    private static String written(JsonNode document) {
        return JSON.writeValueAsString(document).replace(System.lineSeparator(), "\n") + "\n";
    }
}
