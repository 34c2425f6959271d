package io.orderflow.mongoserver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of keys, which is that of the values as MongoDB's documentation tells it. */
class SortKeysTest {

    private static final List<Object> ASCENDING = Arrays.asList(MinKey.getInstance(), null, Double.NaN,
            Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -1e15, -2, -1.5, -1,
            decimal("-0.1000000000000000000000000000000001"), decimal("-0.1"), -Double.MIN_VALUE, 0, Double.MIN_VALUE,
            decimal("0.1"), 0.1, decimal("0.2"), 1, decimal("1.000000000000000000000000000000001"), 2,
            9007199254740992L, 9007199254740993L, 9007199254740994L, Long.MAX_VALUE - 1, Long.MAX_VALUE,
            9223372036854775808.0, Double.MAX_VALUE, Double.POSITIVE_INFINITY, "", "\0", "\0a", "a", "a\0", "a\0b",
            "ab", "b", "é", "\uFFFD", "𝄞", new Document(), new Document("a", 1), new Document("a", 2), new Document(
                    "a", 2).append("b", 0),
            new Document("b", 0), List.of(), List.of(1), List.of(1, 2), List.of(2), new BinData(new byte[]{2}),
            new BinData(new byte[]{0, 0}), new ObjectId("000000000000000000000001"), new ObjectId(
                    "ff0000000000000000000000"),
            false, true, Instant.ofEpochMilli(-1), Instant.EPOCH, Instant.ofEpochMilli(1), new BsonTimestamp(1),
            new BsonTimestamp(2), MaxKey.getInstance());

    private static Decimal128 decimal(String value) {
        return new Decimal128(new BigDecimal(value));
    }

    private static byte[] key(Object value, boolean ascending) {
        KeyBuffer key = new KeyBuffer();
        SortKeys.add(key, value, ascending);
        return key.toBytes();
    }

    @Test
    void haveTheOrderOfTheValues() {
        for (int i = 1; i < ASCENDING.size(); i++) {
            Object lower = ASCENDING.get(i - 1);
            Object higher = ASCENDING.get(i);
            assertThat(Arrays.compareUnsigned(key(lower, true), key(higher, true))).as("%s, %s", lower, higher)
                    .isNegative();
            assertThat(Arrays.compareUnsigned(key(lower, false), key(higher, false))).as("%s, %s", lower, higher)
                    .isPositive();
        }
    }

    @Test
    void areNeverTheBeginningOfAnother() {
        for (Object one : ASCENDING) {
            for (Object other : ASCENDING) {
                byte[] key = key(one, true);
                byte[] longer = key(other, true);
                boolean begins = longer.length > key.length && Arrays.equals(key, Arrays.copyOf(longer, key.length));
                assertThat(begins).as("%s, %s", one, other).isFalse();
            }
        }
    }

    @Test
    void areTheSameForEqualNumbersOfAnyType() {
        assertThat(key(5, true)).isEqualTo(key(5L, true)).isEqualTo(key(5.0, true)).isEqualTo(key(decimal("5.00"),
                true));
        assertThat(key(0.0, true)).isEqualTo(key(-0.0, true)).isEqualTo(key(Decimal128.NEGATIVE_ZERO, true));
        assertThat(key(0.5, true)).isEqualTo(key(decimal("0.5"), true));
        assertThat(key(1L << 60, true)).isEqualTo(key(decimal(Long.toString(1L << 60)), true));
        assertThat(key(Long.MAX_VALUE, true)).isEqualTo(key(decimal(Long.toString(Long.MAX_VALUE)), true));
        assertThat(key(null, true)).isEqualTo(key(Missing.getInstance(), true));
    }

    @Test
    void haveTheOrderOfDecimalNumbers() {
        Random random = new Random(7);
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            numbers.add(new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(40)));
        }
        for (int i = 1; i < numbers.size(); i++) {
            BigDecimal one = numbers.get(i - 1);
            BigDecimal other = numbers.get(i);
            assertThat(Integer.signum(Arrays.compareUnsigned(key(decimal(one.toString()), true), key(decimal(other
                    .toString()), true)))).as("%s, %s", one, other).isEqualTo(one.compareTo(other));
        }
    }

    @Test
    void refuseANumberThatTheyCannotOrder() {
        assertThatThrownBy(() -> key(decimal("1E+6000"), true)).isInstanceOf(BadValueException.class);
    }
}
