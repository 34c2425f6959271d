package io.orderflow.relay.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.service.message.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Makes the integration events of an internal event. As thread-safe as the levels of the stock. */
public final class IntegrationEvents {

    /** The internal events that may be public; a switch over each of them decides. */
    public static final List<Class<?>> INTERNAL = List.of(OrderEvent.class, PaymentEvent.class, StockEvent.class,
            AccountEvent.class, CustomerEvent.class);

    private static final Set<String> TYPES = new TreeSet<>(
            types().map(type -> type.getAnnotation(PublicType.class).value()).toList());

    private final StockLevels levels;

    public IntegrationEvents(StockLevels levels) {
        this.levels = levels;
    }

    /** The records of all integration events. */
    static Stream<Class<?>> types() {
        return recordsOf(IntegrationEvent.class);
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(IntegrationEvents::recordsOf)
                : Stream.of(type);
    }

    /** The public names of all integration events, in alphabetical order. */
    public static Set<String> names() {
        return TYPES;
    }

    /**
     * The integration events of an internal event, in the order in which they are published; empty where it is not
     * public.
     *
     * @throws org.axonframework.serialization.SerializationException where the event cannot be read
     */
    public List<PublicEvent> of(EventMessage<?> internal) {
        List<PublicEvent> all = new ArrayList<>();
        Object payload = internal.getPayload();
        IntegrationMapping.of(payload)
                .ifPresent(data -> all.add(published(internal, internal.getIdentifier(), data)));
        if (payload instanceof StockEvent stock) {
            levels.after(internal, stock).ifPresent(low -> all.add(published(internal, derivedId(internal), low)));
        }
        return all;
    }

    /** A second event of the same internal one has an identifier of its own, which is always the same as well. */
    private static String derivedId(EventMessage<?> internal) {
        return UUID.nameUUIDFromBytes((internal.getIdentifier() + ":stock.low").getBytes(UTF_8)).toString();
    }

    private static PublicEvent published(EventMessage<?> internal, String id, IntegrationEvent data) {
        PublicType type = Objects.requireNonNull(data.getClass().getAnnotation(PublicType.class));
        MetaData origin = internal.getMetaData();
        return new PublicEvent(id, type.value(), type.version(), internal.getTimestamp(),
                text(origin, Origin.CORRELATION_ID), text(origin, Origin.CAUSATION_ID), text(origin, Origin.TRACE_ID),
                data);
    }

    private static @Nullable String text(MetaData origin, String name) {
        return origin.get(name) instanceof String text ? text : null;
    }
}
