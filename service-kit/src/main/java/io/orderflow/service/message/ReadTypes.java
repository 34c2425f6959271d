package io.orderflow.service.message;

import io.orderflow.api.message.MessageType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.Message;

/**
 * The message types that a reader of events handles. It tells which unknown events the reader must not skip: those of
 * another revision of a type that it handles, and those of an unknown type, such as {@code order.returned}, of a
 * context that it reads, because a newer release has added that type. The reader skips all other unknown types.
 * Immutable.
 */
public final class ReadTypes {

    private final Set<String> names = new HashSet<>();
    private final Set<String> contexts = new HashSet<>();

    /** @param types the types that are read; of a sealed type, all that it permits */
    public ReadTypes(Collection<? extends Class<?>> types) {
        types.forEach(this::add);
    }

    private void add(Class<?> type) {
        MessageType named = type.getAnnotation(MessageType.class);
        if (named != null) {
            names.add(named.value());
            contexts.add(contextOf(named.value()));
        }
        if (type.isSealed()) {
            List.of(type.getPermittedSubclasses()).forEach(this::add);
        }
    }

    /** Why a message of an unknown type or revision must not be skipped; empty where it may. */
    public Optional<UnreadableMessage> missed(Message<?> message) {
        return UnreadableMessage.of(message)
                .filter(unreadable -> unreadable instanceof UnknownMessageType unknown && isMissed(unknown));
    }

    private boolean isMissed(UnknownMessageType unknown) {
        return unknown.hasKnownName()
                ? names.contains(unknown.name())
                : contexts.contains(contextOf(unknown.name()));
    }

    private static String contextOf(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
