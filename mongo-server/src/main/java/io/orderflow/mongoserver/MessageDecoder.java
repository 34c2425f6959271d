package io.orderflow.mongoserver;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a message with an unreadable value, such as binary data of an unknown subtype, and goes on with the next
 * message. The superclass would let the connection be closed, which a client takes for an outage. It has read past the
 * whole message before it decodes the message. One connection uses it.
 */
final class MessageDecoder extends MongoWireProtocolHandler {

    private static final int REQUEST_ID = 4;
    private static final int OP_CODE = 12;
    private static final int BAD_VALUE = 2;

    @Override
    protected @Nullable ClientRequest decode(ChannelHandlerContext context, ByteBuf buffer) throws Exception {
        int start = buffer.readerIndex();
        try {
            return super.decode(context, buffer);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            if (buffer.getIntLE(start + OP_CODE) != OpCode.OP_MSG.getId()) {
                throw unreadable;
            }
            Document refusal = new Document("ok", 0.0)
                    .append("errmsg", "The message has a value that cannot be stored here: " + unreadable.getMessage())
                    .append("code", BAD_VALUE)
                    .append("codeName", "BadValue");
            MessageHeader header = new MessageHeader(0, buffer.getIntLE(start + REQUEST_ID));
            context.channel().writeAndFlush(new MongoMessage(context.channel(), header, refusal));
            return null;
        }
    }
}
