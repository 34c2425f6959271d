package io.orderflow.ledger.holder;

import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.projection.api.Projection;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Keeps the name of each customer, for statements, and nothing else of them. */
public final class HoldersProjection implements Projection<Holder> {

    public static final String NAME = "holders";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Holder> documentType() {
        return Holder.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(CustomerEvent.class);
    }

    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(CustomerRegistered.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        return ((CustomerEvent) event.getPayload()).customerId().value();
    }

    @Override
    public @Nullable Holder fold(@Nullable Holder holder, EventMessage<?> event) {
        return switch ((CustomerEvent) event.getPayload()) {
            case CustomerRegistered registered -> new Holder(keyOf(event), registered.name(), 0);
            case CustomerRenamed renamed -> new Holder(keyOf(event), renamed.name(), 0);
            case CustomerEmailChanged changed -> holder;
        };
    }
}
