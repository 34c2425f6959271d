package io.orderflow.service.message;

import java.util.Objects;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.DeserializationFeature;

/**
 * JSON under stable names. A type that has none cannot be written. A stored name that nobody here knows is reported as
 * {@link UnknownSerializedType}, which is how a handler that is not concerned passes over it; whoever asks for its
 * content gets an {@link UnknownMessageType} that names it. Field names that a type does not have are refused too:
 * a newer event is never read by halves. The framework's own types, such as tracking tokens, keep their class names.
 * Thread-safe.
 */
public final class StableNameSerializer extends Jackson3Serializer {

    private static final String FRAMEWORK = "org.axonframework.";

    private final MessageTypes types;

    public StableNameSerializer(MessageTypes types) {
        super(builder()
                .jsonMapperBuilderCustomizer(json -> json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)));
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
                .filter(known -> hasRevision(known, type))
                .orElse(UnknownSerializedType.class);
    }

    @Override
    public <S, T> T deserialize(SerializedObject<S> object) {
        if (classForType(object.getType()) == UnknownSerializedType.class) {
            throw new UnknownMessageType(object.getType());
        }
        return super.deserialize(object);
    }

    private boolean hasRevision(Class<?> known, SerializedType stored) {
        return types.typeOf(known).map(name -> Objects.equals(name.revision(), stored.getRevision())).orElse(false);
    }
}
