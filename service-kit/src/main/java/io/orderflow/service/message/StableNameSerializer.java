package io.orderflow.service.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import java.util.List;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Writes JSON under stable names, and cannot write a type that has none. It reports a stored name, or a revision of
 * one, that this process does not know as {@link UnknownSerializedType}, and a handler that has no use for the message
 * then skips it. A reader that asks for the content gets an {@link UnknownMessageType} that names both. Content of an
 * earlier revision is read as that revision and upgraded, wherever it comes from: the event store, a dead letter, or a
 * process that is not yet as new. Field names that a type does not have are refused, so that a newer event is never
 * read by halves. The framework's own types, such as tracking tokens, keep their class names. Thread-safe.
 *
 * <p>The framework assumes of a serializer that several threads use it at once, and that it can read all that was ever
 * written. It assumes that an unknown type is reported as unknown without an exception, because it asks for the type of
 * every event that goes by, and that an exception while reading concerns the reading handler. It asks for content only
 * where a handler wants it, on that handler's thread.
 */
public final class StableNameSerializer extends Jackson3Serializer {

    private static final String FRAMEWORK = "org.axonframework.";

    private final MessageTypes types;

    /** A page does not know the type of its items, so each of them carries its stable name. */
    private interface NamedItems {

        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
        List<?> items();
    }

    public StableNameSerializer(MessageTypes types) {
        super(builder()
                .jsonMapperBuilderCustomizer(json -> json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .addMixIn(Page.class, NamedItems.class)
                        .registerSubtypes(types.all()
                                .stream()
                                .map(type -> new NamedType(type, type.getAnnotation(MessageType.class).value()))
                                .toArray(NamedType[]::new))));
        this.types = types;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the overridden method has it
    public SerializedType typeForClass(Class type) {
        if (type == null || type == Void.class || type == void.class) {
            return SerializedType.emptyType();
        }
        if (type.getName().startsWith(FRAMEWORK)) {
            return super.typeForClass(type);
        }
        return types.typeOf(type)
                .map(name -> new SimpleSerializedType(name.value(), name.revision()))
                .orElseThrow(() -> new SerializationException(type + " has no stable name, so it cannot be written"));
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (SerializedType.emptyType().equals(type)) {
            return Void.class;
        }
        if (type.getName().startsWith(FRAMEWORK)) {
            return super.classForType(type);
        }
        return types.classOf(type.getName())
                .filter(known -> types.readAs(type.getName(), type.getRevision()).isPresent())
                .orElse(UnknownSerializedType.class);
    }

    @Override
    @SuppressWarnings("unchecked") // as with the overridden method, the caller knows the type
    public <S, T> T deserialize(SerializedObject<S> object) {
        SerializedType type = object.getType();
        if (SerializedType.emptyType().equals(type) || type.getName().startsWith(FRAMEWORK)) {
            return super.deserialize(object);
        }
        Class<?> stored = types.readAs(type.getName(), type.getRevision())
                .orElseThrow(() -> new UnknownMessageType(object, types.classOf(type.getName()).isPresent()));
        try {
            byte[] json = getConverter().convert(object, byte[].class).getData();
            Object read = getReader(stored).readValue(json);
            return (T) (read instanceof EarlierRevision<?> earlier ? earlier.upcast() : read);
        } catch (JacksonException unreadable) {
            throw new UnreadableMessage(object, unreadable);
        }
    }
}
