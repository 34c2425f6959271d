package io.orderflow.mongoserver.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes documents as they are stored. */
public final class Bson {

    /** The same limit as in MongoDB. */
    private static final int MAX_BYTES = 16 << 20;
    private static final int TOO_LARGE = 10334;
    private static final int USUAL_BYTES = 1024;
    private static final byte END = 0;

    private Bson() {}

    /** @throws MongoServerError where the document is too large to be stored */
    public static byte[] encode(Document document) {
        ByteBuf buffer = Unpooled.buffer(USUAL_BYTES);
        encode(document, buffer);
        if (buffer.readableBytes() > MAX_BYTES) {
            throw new MongoServerError(TOO_LARGE, "BSONObjectTooLarge",
                    "A document of " + buffer.readableBytes() + " bytes is larger than " + MAX_BYTES);
        }
        return ByteBufUtil.getBytes(buffer);
    }

    /** Writes the same bytes as the library's encoder, without a second map for each map and list. */
    private static void encode(Map<String, ?> document, ByteBuf buffer) {
        int start = begin(buffer);
        document.forEach((name, value) -> encode(name, value, buffer));
        end(start, buffer);
    }

    private static void encode(List<?> list, ByteBuf buffer) {
        int start = begin(buffer);
        for (int index = 0; index < list.size(); index++) {
            encode(Integer.toString(index), list.get(index), buffer);
        }
        end(start, buffer);
    }

    private static int begin(ByteBuf buffer) {
        int start = buffer.writerIndex();
        buffer.writeIntLE(0);
        return start;
    }

    private static void end(int start, ByteBuf buffer) {
        buffer.writeByte(END);
        buffer.setIntLE(start, buffer.writerIndex() - start);
    }

    private static void encode(String name, @Nullable Object value, ByteBuf buffer) {
        byte type = BsonEncoder.determineType(value);
        buffer.writeByte(type);
        ByteBufUtil.writeUtf8(buffer, name);
        buffer.writeByte(END);
        if (value instanceof String text) {
            int start = buffer.writerIndex();
            buffer.writeIntLE(0);
            buffer.setIntLE(start, ByteBufUtil.writeUtf8(buffer, text) + 1);
            buffer.writeByte(END);
        } else if (value instanceof Document document) {
            encode(document, buffer);
        } else if (value instanceof List<?> list) {
            encode(list, buffer);
        } else {
            BsonEncoder.encodeValue(type, value, buffer);
        }
    }

    public static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    /** Decodes only some fields of the document, and skips the others. */
    public static Document decode(byte[] bytes, FieldNames wanted) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        Document document = new Document();
        buffer.skipBytes(Integer.BYTES);
        for (byte type = buffer.readByte(); type != END; type = buffer.readByte()) {
            int length = buffer.bytesBefore(END);
            String name = wanted.at(buffer, buffer.readerIndex(), length);
            buffer.skipBytes(length + 1);
            if (name != null) {
                document.put(name, BsonDecoder.decodeValue(type, buffer));
            } else {
                skip(type, buffer);
            }
        }
        return document;
    }

    private static void skip(byte type, ByteBuf buffer) {
        switch (type) {
            case BsonConstants.TYPE_NULL, BsonConstants.TYPE_UNDEFINED, BsonConstants.TYPE_MIN_KEY,
                    BsonConstants.TYPE_MAX_KEY ->
                {}
            case BsonConstants.TYPE_BOOLEAN -> buffer.skipBytes(1);
            case BsonConstants.TYPE_INT32 -> buffer.skipBytes(Integer.BYTES);
            case BsonConstants.TYPE_INT64, BsonConstants.TYPE_DOUBLE, BsonConstants.TYPE_UTC_DATETIME,
                    BsonConstants.TYPE_TIMESTAMP ->
                buffer.skipBytes(Long.BYTES);
            case BsonConstants.TYPE_DECIMAL128 -> buffer.skipBytes(2 * Long.BYTES);
            case BsonConstants.TYPE_UTF8_STRING, BsonConstants.TYPE_JAVASCRIPT_CODE -> buffer
                    .skipBytes(Integer.BYTES + buffer.getIntLE(buffer.readerIndex()));
            case BsonConstants.TYPE_DATA -> buffer
                    .skipBytes(Integer.BYTES + 1 + buffer.getIntLE(buffer.readerIndex()));
            case BsonConstants.TYPE_EMBEDDED_DOCUMENT, BsonConstants.TYPE_ARRAY -> buffer
                    .skipBytes(buffer.getIntLE(buffer.readerIndex()));
            default -> BsonDecoder.decodeValue(type, buffer);
        }
    }
}
