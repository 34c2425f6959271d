package io.orderflow.query.profiles;

import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.message.Personal;
import org.jspecify.annotations.Nullable;

/**
 * A customer by name.
 *
 * @param position the position of the last event in the document, absent where it is as of a past moment
 */
public record CustomerProfile(String customerId, @Personal String name, @Nullable Long position) {

    static CustomerProfile of(CustomerRegistered event) {
        return new CustomerProfile(event.customerId().value(), event.name(), null);
    }

    static CustomerProfile of(CustomerRenamed event) {
        return new CustomerProfile(event.customerId().value(), event.name(), null);
    }
}
