package io.orderflow.platform.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that are as described, and values that are as odd as can be. Not thread-safe. */
final class Values {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JSON.getNodeFactory();
    private static final List<String> ODD_TEXTS = List.of("", " ", "\u0000", "a\u0000b", "\uD83D\uDE00", "\uD800",
            "\uDC00\uD800", "\u202Eabc\u202C", "\u0627\u0644\u0639", "e\u0301", "\uFEFF", "\u2066x\u2069", "\u200B",
            "a\u200Bb", "\u3164", "DEM", "9999-12-31", "2026-11-22T23:59:59.999Z", "\uFFFF", "\u2028", "\u0007",
            "\r\nX: y", "null", "true", "NaN", "Infinity", "-1", "0", "1e999999999", "99999999999999999999", "0x1F",
            "+5",
            "1,5", "../../etc/passwd", "{id}", "${7*7}", "#{7*7}", "%n%s", "'; DROP TABLE orders; --",
            "<script>alert(1)</script>", "{\"$gt\":\"\"}", "$where", "a.b", "$set", "USD", "XXX", "usd", "order:o1",
            "request:x", "v0", "v-1", "v99999999999999999999", "2026-11-22T00:00:00Z", "2026-02-30", "0000-00-00",
            "+1000000000-01-01T00:00:00Z", "PT10M", "P-1D", "PT99999999999999999H", "x".repeat(257),
            "\u00e9".repeat(300), "\uD83D\uDE00".repeat(128), "9".repeat(1_100));
    private static final List<BigDecimal> ODD_NUMBERS = List.of(BigDecimal.ZERO, BigDecimal.ONE.negate(),
            new BigDecimal("1.5"), new BigDecimal("2147483648"), new BigDecimal("-2147483649"),
            new BigDecimal("9223372036854775808"), new BigDecimal("1e-320"), new BigDecimal("1e400"),
            new BigDecimal("1e999999"), new BigDecimal(BigInteger.TEN.pow(900)));
    private static final int ODD_KINDS = 9;
    private static final int DEEP = 400;

    private final Description description;
    private final Random random;

    Values(Description description, Random random) {
        this.description = description;
        this.random = random;
    }

    /** A value that the schema allows, as far as it says so. */
    JsonNode proper(JsonNode described, String name) {
        JsonNode schema = description.resolve(described);
        if (schema.path("enum").isArray()) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> properObject(schema);
            case "array" -> properArray(schema, name);
            case "integer" -> NODES.numberNode(1 + random.nextInt(5));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.stringNode(schema.path("example").asString(name + "-" + random.nextInt(1_000_000)));
        };
    }

    private ObjectNode properObject(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties()
                .forEach(field -> object.set(field.getKey(), proper(field.getValue(), field.getKey())));
        return object;
    }

    private ArrayNode properArray(JsonNode schema, String name) {
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i <= random.nextInt(2); i++) {
            array.add(proper(schema.path("items"), name));
        }
        return array;
    }

    /** A value that hardly any schema allows. */
    JsonNode odd() {
        return switch (random.nextInt(ODD_KINDS)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2, 3 -> NODES.numberNode(pick(ODD_NUMBERS));
            case 4 -> NODES.arrayNode();
            case 5 -> NODES.objectNode();
            case 6 -> nested();
            default -> NODES.stringNode(oddText());
        };
    }

    String oddText() {
        return pick(ODD_TEXTS);
    }

    private ArrayNode nested() {
        ArrayNode nested = NODES.arrayNode();
        for (int depth = 0; depth < DEEP; depth++) {
            nested = NODES.arrayNode().add(nested);
        }
        return nested;
    }

    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    boolean chance(int inHundred) {
        return random.nextInt(100) < inHundred;
    }

    int below(int limit) {
        return random.nextInt(limit);
    }

    byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }
}
