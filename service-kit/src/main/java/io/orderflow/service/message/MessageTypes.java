package io.orderflow.service.message;

import io.orderflow.api.message.MessageType;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/** The two-way map between message types and their stable names. Immutable. */
public final class MessageTypes {

    private final Map<String, Class<?>> byName = new HashMap<>();
    private final Map<Class<?>, MessageType> byClass = new HashMap<>();
    private final Map<Revision, Class<?>> byRevision = new HashMap<>();

    private record Revision(String name, String number) {}

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
        byRevision.put(new Revision(annotation.value(), annotation.revision()), type);
        for (Class<?> earlier : annotation.earlier()) {
            addEarlier(annotation, earlier);
        }
    }

    private void addEarlier(MessageType now, Class<?> earlier) {
        MessageType then = earlier.getAnnotation(MessageType.class);
        if (then == null || !then.value().equals(now.value()) || then.revision().equals(now.revision())) {
            throw new IllegalStateException(earlier + " is no earlier revision of " + now.value());
        }
        byRevision.put(new Revision(then.value(), then.revision()), earlier);
    }

    /**
     * The type as which a message of this revision is read: the named type itself, or an earlier revision of it. A
     * message without a revision, as the framework stores tokens, is read as the type itself.
     */
    Optional<Class<?>> readAs(String name, @Nullable String revision) {
        return Optional.ofNullable(revision == null ? byName.get(name) : byRevision.get(new Revision(name, revision)));
    }

    /** All types, in their present revisions. */
    public Set<Class<?>> all() {
        return Collections.unmodifiableSet(byClass.keySet());
    }

    public Optional<Class<?>> classOf(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The stable name of a message's type, or the best substitute for it, also where the content of the message cannot
     * be read.
     */
    public static String nameOf(Message<?> message) {
        Class<?> type = message.getPayloadType();
        MessageType named = type.getAnnotation(MessageType.class);
        if (named != null) {
            return named.value();
        }
        return type == UnknownSerializedType.class
                ? UnreadableMessage.of(message).map(UnreadableMessage::name).orElse("unknown")
                : type.getSimpleName();
    }

    public Optional<MessageType> typeOf(Class<?> type) {
        return Optional.ofNullable(byClass.get(type));
    }
}
