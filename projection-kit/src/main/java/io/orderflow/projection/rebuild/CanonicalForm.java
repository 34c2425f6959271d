package io.orderflow.projection.rebuild;

import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.projection.document.Documents;
import io.orderflow.projection.rebuild.Comparison.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/**
 * The form in which two documents are compared. The order of fields does not count, nor whether a field is null or
 * absent, nor how wide an integer is stored: no reader of the document sees any of these. The fields that the kit keeps
 * in a document for itself do not count either.
 */
final class CanonicalForm {

    private static final int MAX_FIELDS = 10;
    private static final int MAX_VALUE_LENGTH = 200;
    private static final JsonWriterSettings JSON = JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    private CanonicalForm() {}

    static String hash(BsonDocument document) {
        MessageDigest digest = sha256();
        leaves(document).forEach((name, value) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The first few fields that differ, in alphabetical order. */
    static List<Field> differences(BsonDocument before, BsonDocument after) {
        Map<String, String> old = leaves(before);
        Map<String, String> young = leaves(after);
        TreeMap<String, String> names = new TreeMap<>(old);
        names.putAll(young);
        List<Field> fields = new ArrayList<>();
        for (String name : names.keySet()) {
            String was = old.get(name);
            String is = young.get(name);
            if (fields.size() < MAX_FIELDS && (was == null || !was.equals(is))) {
                fields.add(new Field(name, cut(was), cut(is)));
            }
        }
        return fields;
    }

    private static TreeMap<String, String> leaves(BsonDocument document) {
        TreeMap<String, String> leaves = new TreeMap<>();
        document.forEach((name, value) -> {
            if (!name.equals(DocumentCodec.POSITION) && !name.equals(Documents.LATE)) {
                collect(name, value, leaves);
            }
        });
        return leaves;
    }

    private static void collect(String name, BsonValue value, Map<String, String> leaves) {
        if (value instanceof BsonDocument document && !document.isEmpty()) {
            document.forEach((field, inner) -> collect(name + "." + escaped(field), inner, leaves));
        } else if (value instanceof BsonArray array && !array.isEmpty()) {
            // The length tells an array that ends in nulls from a shorter one.
            leaves.put(name + ".length", Integer.toString(array.size()));
            for (int index = 0; index < array.size(); index++) {
                collect(name + "." + index, array.get(index), leaves);
            }
        } else if (!value.isNull()) {
            leaves.put(name, text(value));
        }
    }

    /** A dot in a map's key must not look like the separator of fields. */
    private static String escaped(String field) {
        return field.indexOf('.') < 0 && field.indexOf('\\') < 0
                ? field
                : field.replace("\\", "\\\\").replace(".", "\\.");
    }

    private static String text(BsonValue value) {
        if (value.isInt32() || value.isInt64()) {
            return Long.toString(value.asNumber().longValue());
        }
        String json = new BsonDocument("", value).toJson(JSON);
        return json.substring("{\"\": ".length(), json.length() - 1);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH) + "…";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
