package io.orderflow.mongoserver.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes values so that the order of the bytes is <a
 * href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">the order that MongoDB gives to
 * values</a>. A missing value is null. Numbers of different types that are equal have the same bytes. No value's bytes
 * are the beginning of another's, so several values can follow each other.
 */
public final class SortKeys {

    private static final int MIN = 0x05;
    private static final int NULL = 0x10;
    private static final int NAN = 0x1F;
    private static final int NUMBER = 0x20;
    private static final int STRING = 0x30;
    private static final int DOCUMENT = 0x40;
    private static final int ARRAY = 0x50;
    private static final int BINARY = 0x60;
    private static final int OBJECT_ID = 0x70;
    private static final int FALSE = 0x80;
    private static final int TRUE = 0x81;
    private static final int DATE = 0x90;
    private static final int TIMESTAMP = 0xA0;
    private static final int REGULAR_EXPRESSION = 0xB0;
    private static final int CODE = 0xC0;
    private static final int MAX = 0xF0;

    private static final int END = 0x00;
    private static final int ESCAPE = 0xFF;
    /** A byte above the end of a text or an array, and below any type. */
    private static final int NEXT = 0x01;
    private static final int BELOW = 0x00;
    private static final int EXACT = 0x01;
    private static final int ABOVE = 0x02;

    private SortKeys() {}

    /**
     * Adds the value.
     *
     * @throws BadValueException where it is a decimal number beyond what a double can express
     */
    public static void add(KeyBuffer key, @Nullable Object value, boolean ascending) {
        int start = key.length();
        add(key, value);
        if (!ascending) {
            key.invertFrom(start);
        }
    }

    /** Adds the byte below all values of this value's type, or the byte with which the highest of them begin. */
    public static void addBound(KeyBuffer key, Object value, boolean highest, boolean ascending) {
        int start = key.length();
        key.add(switch (value) {
            case Number ignored -> highest ? NUMBER : NAN;
            case Boolean ignored -> highest ? TRUE : FALSE;
            default -> typeOf(value);
        });
        if (!ascending) {
            key.invertFrom(start);
        }
    }

    private static int typeOf(Object value) {
        return switch (value) {
            case String ignored -> STRING;
            case Instant ignored -> DATE;
            case ObjectId ignored -> OBJECT_ID;
            case BsonTimestamp ignored -> TIMESTAMP;
            default -> throw new IllegalArgumentException("No range of " + value.getClass());
        };
    }

    private static void add(KeyBuffer key, @Nullable Object value) {
        switch (value) {
            case null -> key.add(NULL);
            case Missing ignored -> key.add(NULL);
            case MinKey ignored -> key.add(MIN);
            case MaxKey ignored -> key.add(MAX);
            case Number number -> addNumber(key, number);
            case String text -> addText(key.add(STRING), text);
            case Document document -> addDocument(key.add(DOCUMENT), document);
            case Collection<?> values -> addArray(key.add(ARRAY), values);
            case BinData binary -> addBytes(key.add(BINARY), binary.getData());
            case UUID uuid -> addUuid(key, uuid);
            case LegacyUUID uuid -> addUuid(key, uuid.getUuid());
            case ObjectId id -> key.add(OBJECT_ID).add(id.toByteArray());
            case Boolean truth -> key.add(truth ? TRUE : FALSE);
            case Instant date -> key.add(DATE).addLong(date.toEpochMilli() ^ Long.MIN_VALUE);
            case BsonTimestamp timestamp -> key.add(TIMESTAMP).addLong(timestamp.getValue());
            case BsonRegularExpression expression -> addText(
                    addText(key.add(REGULAR_EXPRESSION), expression.getPattern()), text(expression.getOptions()));
            case BsonJavaScript code -> addText(key.add(CODE), code.getCode());
            default -> throw new BadValueException("A value of " + value.getClass() + " cannot be a key");
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Adds a text. The order of UTF-8 is that of the code points, as in MongoDB where no collation is asked for. */
    private static KeyBuffer addText(KeyBuffer key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            key.add(one);
            if (one == END) {
                key.add(ESCAPE);
            }
        }
        return key.add(END).add(END);
    }

    private static void addBytes(KeyBuffer key, byte[] bytes) {
        key.addInt(bytes.length).add(bytes);
    }

    private static void addUuid(KeyBuffer key, UUID uuid) {
        key.add(BINARY).addInt(2 * Long.BYTES)
                .addLong(uuid.getMostSignificantBits())
                .addLong(uuid.getLeastSignificantBits());
    }

    private static void addDocument(KeyBuffer key, Document document) {
        for (Map.Entry<String, Object> field : document.entrySet()) {
            addText(key.add(NEXT), field.getKey());
            add(key, field.getValue());
        }
        key.add(END);
    }

    private static void addArray(KeyBuffer key, Collection<?> values) {
        for (Object value : values) {
            add(key.add(NEXT), value);
        }
        key.add(END);
    }

    private static void addNumber(KeyBuffer key, Number number) {
        double nearest = number.doubleValue();
        if (Double.isNaN(nearest)) {
            key.add(NAN);
            return;
        }
        addDouble(key.add(NUMBER), nearest);
        if (number instanceof Decimal128 || number instanceof Long integer && !isExact(integer, nearest)) {
            addRest(key, number, nearest);
        } else {
            key.add(EXACT);
        }
    }

    /**
     * Whether the double is exactly the integer. The highest integer's nearest double is above it, and converts back to
     * that integer.
     */
    private static boolean isExact(long integer, double nearest) {
        return integer == (long) nearest && integer != Long.MAX_VALUE;
    }

    /** Adds the difference to the nearest double, as two more doubles, which is more than 34 digits. */
    private static void addRest(KeyBuffer key, Number number, double nearest) {
        if (Double.isInfinite(nearest)) {
            if (!number.equals(Decimal128.POSITIVE_INFINITY) && !number.equals(Decimal128.NEGATIVE_INFINITY)) {
                throw new BadValueException(number + " is too large for a key");
            }
            key.add(EXACT);
            return;
        }
        BigDecimal exact = number instanceof Decimal128 decimal
                ? decimalOf(decimal)
                : BigDecimal.valueOf(
                        number.longValue());
        BigDecimal rest = exact.subtract(new BigDecimal(nearest));
        if (rest.signum() == 0) {
            key.add(EXACT);
            return;
        }
        double first = rest.doubleValue();
        addDouble(key.add(rest.signum() < 0 ? BELOW : ABOVE), first);
        addDouble(key, rest.subtract(new BigDecimal(first)).doubleValue());
    }

    private static BigDecimal decimalOf(Decimal128 decimal) {
        return decimal.equals(Decimal128.NEGATIVE_ZERO) ? BigDecimal.ZERO : decimal.toBigDecimal();
    }

    private static void addDouble(KeyBuffer key, double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        key.addLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }
}
