package io.orderflow.platform.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes bodies: proper ones, ones with a part that is odd, and what is no JSON at all. */
final class Bodies {

    private static final int BODY_LIMIT = 1 << 20;
    private static final List<Charset> OTHER_CHARSETS = List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE,
            Charset.forName("UTF-32"), StandardCharsets.ISO_8859_1);
    /** Deeper than any odd value that is put into others. */
    private static final int MAX_DEPTH = 5_000;
    /** A lone surrogate is escaped, because UTF-8 has no octets for it. */
    private static final JsonMapper JSON = JsonMapper
            .builder(JsonFactory.builder()
                    .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final Values values;

    Bodies(Values values) {
        this.values = values;
    }

    byte[] proper(JsonNode schema) {
        return octets(values.proper(schema, "value"));
    }

    /** A proper body in which one to three values are missing, added or odd. */
    byte[] odd(JsonNode schema) {
        JsonNode body = values.proper(schema, "value");
        for (int changes = 1 + values.below(3); changes > 0; changes--) {
            body = change(body);
        }
        return octets(body);
    }

    private JsonNode change(JsonNode body) {
        List<JsonNode> containers = new ArrayList<>();
        collect(body, containers);
        JsonNode container = containers.isEmpty() ? null : values.pick(containers);
        if (container instanceof ObjectNode object) {
            change(object);
            return body;
        } else if (container instanceof ArrayNode array) {
            array.add(values.odd());
            return body;
        }
        return values.odd();
    }

    private void change(ObjectNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        if (names.isEmpty() || values.chance(10)) {
            object.set(values.chance(50) ? "extra" : values.oddText(), values.odd());
        } else if (values.chance(20)) {
            object.remove(values.pick(names));
        } else {
            object.set(values.pick(names), values.odd());
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    /** What is no JSON, or more of it than anybody reads. */
    byte[] broken(@Nullable JsonNode schema) {
        byte[] whole = schema == null ? "{\"a\":1}".getBytes(StandardCharsets.UTF_8) : proper(schema);
        return switch (values.below(12)) {
            case 0 -> new byte[0];
            case 1 -> octets(new String(whole, StandardCharsets.UTF_8).substring(0, values.below(whole.length)));
            case 2 -> values.octets(1 + values.below(200));
            case 3 -> spliced(whole);
            case 4 -> octets(new String(whole, StandardCharsets.UTF_8).replace('"', '\''));
            case 5 -> octets(new String(whole, StandardCharsets.UTF_8) + " garbage");
            case 6 -> octets("[".repeat(100_000));
            case 7 -> octets("{\"a\":".repeat(100_000));
            case 8 -> octets("{\"a\":1,\"a\":" + new String(whole, StandardCharsets.UTF_8) + "}");
            case 9 -> octets("{\"a\":\"" + "x".repeat(BODY_LIMIT) + "\"}");
            case 10 -> octets(values.pick(List.of("NaN", "null", "\"\"", "\uFEFF{}", "// {}", "{a:1}", "[1,]",
                    "{\"a\":0123}", "{\"a\":\"\\x\"}", "{\"a\":\"\\ud800\"}", "1".repeat(2_000), "\u0000")));
            default -> new String(whole, StandardCharsets.UTF_8).getBytes(values.pick(OTHER_CHARSETS));
        };
    }

    private byte[] spliced(byte[] whole) {
        int at = values.below(whole.length + 1);
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(whole, 0, at);
        spliced.writeBytes(values.octets(1 + values.below(4)));
        spliced.write(whole, at, whole.length - at);
        return spliced.toByteArray();
    }

    private static byte[] octets(JsonNode body) {
        return octets(JSON.writeValueAsString(body));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
