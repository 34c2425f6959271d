package io.orderflow.service.idempotency;

import io.orderflow.api.Sha256;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a body by which repeats are recognised. Two bodies with the same content have the same hash, whatever the
 * order of their fields, the space between them, escapes in their texts, and the form of their numbers.
 */
final class CanonicalBody {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Zeroes at the end of a whole number that are written out. */
    private static final int MAX_ZEROES = 400;

    private CanonicalBody() {}

    static String hash(byte[] body) {
        return HexFormat.of().formatHex(Sha256.of(canonical(body)));
    }

    /** A body that is not JSON stands for itself: the controller will refuse it, and refusals of form are not kept. */
    private static byte[] canonical(byte[] body) {
        try {
            return JSON.writeValueAsBytes(sorted(JSON.readTree(body)));
        } catch (JacksonException notJson) {
            return body;
        }
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                TreeMap<String, JsonNode> fields = new TreeMap<>();
                object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
                ObjectNode ordered = JSON.createObjectNode();
                fields.forEach(ordered::set);
                yield ordered;
            }
            case ArrayNode array -> {
                ArrayNode ordered = JSON.createArrayNode();
                array.forEach(item -> ordered.add(sorted(item)));
                yield ordered;
            }
            case NumericNode number -> JSON.getNodeFactory().numberNode(plain(number.decimalValue()));
            default -> node;
        };
    }

    /** The shortest form; a whole number is written out, unless an exponent makes it absurdly long. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 && shortest.scale() > -MAX_ZEROES ? shortest.setScale(0) : shortest;
    }
}
