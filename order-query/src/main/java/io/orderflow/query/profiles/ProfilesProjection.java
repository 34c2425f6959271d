package io.orderflow.query.profiles;

import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.CustomerId;
import io.orderflow.projection.api.Projection;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the name of each customer, for the answers whose documents have another key. It draws on the customer's own
 * stream alone, so it is known of every past moment too.
 */
public final class ProfilesProjection implements Projection<CustomerProfile> {

    public static final String NAME = "profiles";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<CustomerProfile> documentType() {
        return CustomerProfile.class;
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
    public @Nullable CustomerProfile fold(@Nullable CustomerProfile profile, EventMessage<?> event) {
        return switch ((CustomerEvent) event.getPayload()) {
            case CustomerRegistered registered -> CustomerProfile.of(registered);
            case CustomerRenamed renamed -> CustomerProfile.of(renamed);
            case CustomerEmailChanged changed -> profile;
        };
    }

    @Override
    public List<String> streamsOf(String key) {
        return List.of(new CustomerId(key).toString());
    }
}
