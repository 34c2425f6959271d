package io.orderflow.projection.document;

import com.mongodb.MongoClientSettings;
import java.lang.reflect.RecordComponent;
import org.bson.codecs.Codec;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of the records in documents. The driver knows records; this adds that a record around one string, as all
 * identifiers are, is written as that string.
 */
final class DocumentCodecs implements CodecProvider {

    private static final CodecRegistry REGISTRY = CodecRegistries.fromRegistries(
            CodecRegistries.fromProviders(new DocumentCodecs()), MongoClientSettings.getDefaultCodecRegistry());

    private DocumentCodecs() {}

    static CodecRegistry registry() {
        return REGISTRY;
    }

    @Override
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        return isAroundOneString(type) ? new StringRecordCodec<>(type) : null;
    }

    private static boolean isAroundOneString(Class<?> type) {
        RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
        return components.length == 1 && components[0].getType() == String.class;
    }
}
