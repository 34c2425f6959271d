package io.orderflow.projection.document;

import com.mongodb.client.MongoDatabase;
import java.nio.ByteBuffer;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * Turns a document into its stored form, and back. The kit's own fields come first: {@code _id}, the key, and {@code
 * position}, the global position of the last event folded in. Thread-safe.
 *
 * @param <D> the document
 */
public final class DocumentCodec<D> {

    public static final String KEY = "_id";
    public static final String POSITION = "position";

    private static final int USUAL_BYTES = 2048;
    private static final int OWN_FIELDS_BYTES = 128;
    private static final EncoderContext ENCODING = EncoderContext.builder().build();
    private static final DecoderContext DECODING = DecoderContext.builder().build();

    private final Codec<D> codec;

    public DocumentCodec(Class<D> type) {
        this.codec = DocumentCodecs.registry().get(type);
    }

    /** The database, with the codecs that read and write documents. */
    public static MongoDatabase readable(MongoDatabase database) {
        return database.withCodecRegistry(DocumentCodecs.registry());
    }

    /** Writes the document in the form in which it is sent, so that the driver need not encode it once more. */
    public RawBsonDocument encode(String key, long position, D document) {
        DocumentBuffer fields = new DocumentBuffer(USUAL_BYTES);
        try (BsonBinaryWriter writer = new BsonBinaryWriter(fields)) {
            codec.encode(writer, document, ENCODING);
        }
        DocumentBuffer stored = new DocumentBuffer(fields.getSize() + OWN_FIELDS_BYTES);
        try (BsonBinaryWriter writer = new BsonBinaryWriter(stored)) {
            writer.writeStartDocument();
            writer.writeString(KEY, key);
            writer.writeInt64(POSITION, position);
            copyOthers(fields, stored);
            writer.writeEndDocument();
        }
        return new RawBsonDocument(stored.getInternalBuffer(), 0, stored.getSize());
    }

    /** Copies fields as they are, except those whose names are the kit's own. */
    private static void copyOthers(DocumentBuffer document, DocumentBuffer target) {
        byte[] bytes = document.getInternalBuffer();
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes, 0, document.getSize()))) {
            reader.readStartDocument();
            int copied = reader.getBsonInput().getPosition();
            int end = copied;
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                String name = reader.readName();
                reader.skipValue();
                if (name.equals(KEY) || name.equals(POSITION)) {
                    target.writeBytes(bytes, copied, end - copied);
                    copied = reader.getBsonInput().getPosition();
                }
                end = reader.getBsonInput().getPosition();
            }
            target.writeBytes(bytes, copied, end - copied);
        }
    }

    /** Reads a document. The kit's fields fill components of the same names, and are skipped where there are none. */
    public D decode(BsonDocument stored) {
        try (BsonReader reader = readerOf(stored)) {
            return codec.decode(reader, DECODING);
        }
    }

    public static String keyOf(BsonDocument stored) {
        return stored.getString(KEY).getValue();
    }

    public static long positionOf(BsonDocument stored) {
        return stored.getInt64(POSITION).getValue();
    }

    private static BsonReader readerOf(BsonDocument stored) {
        return stored instanceof RawBsonDocument raw
                ? new BsonBinaryReader(raw.getByteBuffer().asNIO())
                : new BsonDocumentReader(stored);
    }
}
