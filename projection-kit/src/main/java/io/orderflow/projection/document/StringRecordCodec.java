package io.orderflow.projection.document;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecConfigurationException;

/** Writes a public record of one string component as that string. Thread-safe. */
final class StringRecordCodec<T> implements Codec<T> {

    private final Class<T> type;
    private final MethodHandle constructor;
    private final MethodHandle value;

    StringRecordCodec(Class<T> type) {
        this.type = type;
        Method accessor = type.getRecordComponents()[0].getAccessor();
        try {
            this.constructor = MethodHandles.publicLookup()
                    .findConstructor(type, MethodType.methodType(void.class, String.class))
                    .asType(MethodType.methodType(Object.class, String.class));
            this.value = MethodHandles.publicLookup()
                    .unreflect(accessor)
                    .asType(MethodType.methodType(String.class, Object.class));
        } catch (ReflectiveOperationException hidden) {
            throw new CodecConfigurationException(type + " must be public to be part of a document", hidden);
        }
    }

    @Override
    public void encode(BsonWriter writer, T record, EncoderContext context) {
        try {
            writer.writeString((String) value.invokeExact((Object) record));
        } catch (Throwable failure) {
            throw new CodecConfigurationException("Cannot write " + record, failure);
        }
    }

    @Override
    public T decode(BsonReader reader, DecoderContext context) {
        String text = reader.readString();
        try {
            return type.cast((Object) constructor.invokeExact(text));
        } catch (Throwable failure) {
            throw new CodecConfigurationException("Cannot read a " + type.getSimpleName() + " from " + text, failure);
        }
    }

    @Override
    public Class<T> getEncoderClass() {
        return type;
    }
}
