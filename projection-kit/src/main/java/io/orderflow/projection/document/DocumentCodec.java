package io.orderflow.projection.document;

import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonInt64;
import org.bson.BsonReader;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * Turns a document into what is stored of it, and back. The kit's own fields come first: {@code _id}, the key, and
 * {@code position}, the global position of the last event folded in. Thread-safe.
 *
 * @param <D> the document
 */
public final class DocumentCodec<D> {

    public static final String KEY = "_id";
    public static final String POSITION = "position";

    private static final EncoderContext ENCODING = EncoderContext.builder().build();
    private static final DecoderContext DECODING = DecoderContext.builder().build();

    private final Codec<D> codec;

    public DocumentCodec(Class<D> type) {
        this.codec = DocumentCodecs.registry().get(type);
    }

    public BsonDocument encode(String key, long position, D document) {
        BsonDocument fields = new BsonDocument();
        try (BsonDocumentWriter writer = new BsonDocumentWriter(fields)) {
            codec.encode(writer, document, ENCODING);
        }
        BsonDocument stored = new BsonDocument(KEY, new BsonString(key));
        stored.append(POSITION, new BsonInt64(position));
        fields.forEach(stored::putIfAbsent);
        return stored;
    }

    /**
     * Reads a document; the kit's fields fill components of the same names, and are passed over where there are none.
     */
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
