package io.orderflow.mongoserver.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Documents as they are stored. */
public final class Bson {

    /** As MongoDB has it. */
    private static final int MAX_BYTES = 16 << 20;
    private static final int TOO_LARGE = 10334;
    private static final int USUAL_BYTES = 1024;

    private Bson() {}

    /** @throws MongoServerError where it is too large to be stored */
    public static byte[] encode(Document document) {
        ByteBuf buffer = Unpooled.buffer(USUAL_BYTES);
        BsonEncoder.encodeDocument(document, buffer);
        if (buffer.readableBytes() > MAX_BYTES) {
            throw new MongoServerError(TOO_LARGE, "BSONObjectTooLarge",
                    "A document of " + buffer.readableBytes() + " bytes is larger than " + MAX_BYTES);
        }
        return ByteBufUtil.getBytes(buffer);
    }

    public static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }
}
