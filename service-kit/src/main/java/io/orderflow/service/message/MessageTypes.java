package io.orderflow.service.message;

import io.orderflow.api.message.MessageType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two-way map between message types and their stable names. Immutable. */
public final class MessageTypes {

    private final Map<String, Class<?>> byName = new HashMap<>();
    private final Map<Class<?>, MessageType> byClass = new HashMap<>();

    private MessageTypes() {}

    /**
     * Collects the types, walking sealed interfaces down to their records.
     *
     * @throws IllegalStateException where a type has no name, or two types share one
     */
    public static MessageTypes of(Collection<? extends Class<?>> roots) {
        MessageTypes types = new MessageTypes();
        roots.forEach(types::add);
        return types;
    }

    private void add(Class<?> type) {
        if (type.isSealed()) {
            List.of(type.getPermittedSubclasses()).forEach(this::add);
            return;
        }
        MessageType annotation = type.getAnnotation(MessageType.class);
        if (annotation == null) {
            throw new IllegalStateException(type + " has no @MessageType");
        }
        Class<?> namesake = byName.put(annotation.value(), type);
        if (namesake != null && namesake != type) {
            throw new IllegalStateException(annotation.value() + " names both " + namesake + " and " + type);
        }
        byClass.put(type, annotation);
    }

    public Optional<Class<?>> classOf(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Optional<MessageType> typeOf(Class<?> type) {
        return Optional.ofNullable(byClass.get(type));
    }
}
