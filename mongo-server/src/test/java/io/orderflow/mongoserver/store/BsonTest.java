package io.orderflow.mongoserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BsonTest {

    private final Random random = new Random(7);
    private final List<Supplier<Object>> values = List.of(random::nextInt, random::nextLong, random::nextDouble,
            random::nextBoolean, () -> "", () -> "text", () -> "größer \u20ac \ud83d\ude00", () -> "\ud800 alone",
            () -> Instant.ofEpochMilli(random.nextLong(1L << 40)), ObjectId::new, UUID::randomUUID,
            () -> new LegacyUUID(UUID.randomUUID()), () -> new BinData(new byte[random.nextInt(9)]),
            () -> new BsonRegularExpression("a.*", "i"), () -> new BsonTimestamp(random.nextLong()),
            () -> new Decimal128(new BigDecimal("12.50")), MinKey::getInstance, MaxKey::getInstance,
            () -> new BsonJavaScript("1"), () -> Map.of("plain", 1), () -> Set.of("of a set"), List::of);

    @Test
    void encodesLikeTheLibrary() {
        for (int round = 0; round < 500; round++) {
            Document document = document(3);
            ByteBuf buffer = Unpooled.buffer();
            BsonEncoder.encodeDocument(document, buffer);
            assertThat(Bson.encode(document)).as(document.toString()).isEqualTo(ByteBufUtil.getBytes(buffer));
        }
    }

    @Test
    void decodesSomeFieldsLikeAll() {
        for (int round = 0; round < 500; round++) {
            byte[] stored = Bson.encode(document(3));
            Document all = Bson.decode(stored);
            List<String> wanted = new ArrayList<>(all.keySet());
            wanted.removeIf(name -> random.nextBoolean());
            Document expected = new Document();
            wanted.forEach(name -> expected.put(name, all.get(name)));
            wanted.add("absent");
            // Not all values of the library know when they are equal.
            assertThat(Bson.encode(Bson.decode(stored, FieldNames.of(wanted)))).isEqualTo(Bson.encode(expected));
        }
    }

    @Test
    void tellsNamesApartThatBeginAlike() {
        byte[] stored = Bson.encode(new Document("a", 1).append("ab", 2).append("\u00e4", 3).append("b", null));
        assertThat(Bson.decode(stored, FieldNames.of(List.of("ab", "\u00e4", "b"))))
                .isEqualTo(new Document("ab", 2).append("\u00e4", 3).append("b", null));
        assertThat(Bson.decode(stored, FieldNames.of(List.of()))).isEmpty();
    }

    private Document document(int depth) {
        Document document = new Document("_id", random.nextInt());
        int fields = random.nextInt(12);
        for (int field = 0; field < fields; field++) {
            document.put("field" + field, value(depth));
        }
        return document;
    }

    private Object value(int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0 -> document(depth - 1);
            case 1 -> Arrays.asList(value(depth - 1), null, value(depth - 1));
            default -> values.get(random.nextInt(values.size())).get();
        };
    }
}
