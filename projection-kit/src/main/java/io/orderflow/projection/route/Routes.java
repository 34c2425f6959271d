package io.orderflow.projection.route;

import io.orderflow.api.message.MessageType;
import io.orderflow.projection.Projection;
import io.orderflow.service.message.UnknownTypes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * Tells where events go. An event of a type that the projection knows, but of a revision or with a field that it does
 * not, matters and is unreadable: to pass over it would lose something without a word. So does one of an unknown type in
 * a context that the projection reads. Any other unknown type is none of its business. Thread-safe.
 */
public final class Routes {

    private final Projection<?> projection;
    private final EventTypes types;
    private final Set<String> contexts;
    private volatile @Nullable Route last;

    public Routes(Projection<?> projection) {
        this.projection = projection;
        this.types = new EventTypes(projection.eventTypes());
        this.contexts = names(projection.eventTypes())
                .map(UnknownTypes::contextOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Remembers the last answer, because a coordinator asks about the same event for every segment in turn. */
    public Route of(EventMessage<?> event) {
        Route known = last;
        if (known != null && known.event() == event) {
            return known;
        }
        Route route = find(event);
        last = route;
        return route;
    }

    private Route find(EventMessage<?> event) {
        Class<?> type = event.getPayloadType();
        if (type == UnknownSerializedType.class) {
            return new Route(event, null, UnknownTypes.in(contexts, event).orElse(null));
        }
        if (!types.include(type)) {
            return new Route(event, null, null);
        }
        try {
            return new Route(event, projection.keyOf(event), null);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            return new Route(event, null, failure);
        }
    }

    private static Stream<String> names(Collection<? extends Class<?>> types) {
        return types.stream().flatMap(type -> {
            MessageType named = type.getAnnotation(MessageType.class);
            Stream<String> own = named == null ? Stream.empty() : Stream.of(named.value());
            return type.isSealed() ? Stream.concat(own, names(List.of(type.getPermittedSubclasses()))) : own;
        });
    }
}
