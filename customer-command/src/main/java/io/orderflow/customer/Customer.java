package io.orderflow.customer;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.customer.CustomerCommand.ChangeCustomerEmail;
import io.orderflow.api.customer.CustomerCommand.RegisterCustomer;
import io.orderflow.api.customer.CustomerCommand.RenameCustomer;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.CustomerId;
import io.orderflow.service.aggregate.Owned;
import io.orderflow.service.aggregate.Snapshotted;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A customer, who is registered once and may be renamed and get another address as often as need be. Orders do not wait
 * for that: they may be placed by a customer who is registered later, or never. A customer has no end.
 *
 * <p>A repeated command changes nothing. So does a registration that is repeated after a change: it is known by the name
 * and the address that it had.
 */
@Aggregate(snapshotFilter = Snapshotted.FILTER)
class Customer implements Snapshotted, Owned {

    @AggregateIdentifier
    private @Nullable CustomerId customerId;
    private @Nullable CustomerRegistered registered;
    private @Nullable String name;
    private @Nullable String email;

    Customer() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RegisterCustomer command) {
        var asked = new CustomerRegistered(command.customerId(), command.name(), command.email());
        if (registered == null) {
            apply(asked);
        } else if (!registered.equals(asked)) {
            throw new CustomerRegisteredDifferently(command.customerId());
        }
    }

    @CommandHandler
    void handle(RenameCustomer command) {
        if (!command.name().equals(name)) {
            apply(new CustomerRenamed(command.customerId(), command.name()));
        }
    }

    @CommandHandler
    void handle(ChangeCustomerEmail command) {
        if (!command.email().equals(email)) {
            apply(new CustomerEmailChanged(command.customerId(), command.email()));
        }
    }

    @Override
    public boolean isOf(String owner) {
        return customerId == null || customerId.value().equals(owner);
    }

    @EventSourcingHandler
    void on(CustomerRegistered event) {
        customerId = event.customerId();
        registered = event;
        name = event.name();
        email = event.email();
    }

    @EventSourcingHandler
    void on(CustomerRenamed event) {
        name = event.name();
    }

    @EventSourcingHandler
    void on(CustomerEmailChanged event) {
        email = event.email();
    }

    @EventSourcingHandler
    void on(CustomerState state) {
        customerId = state.customerId();
        registered = new CustomerRegistered(state.customerId(), state.registeredName(), state.registeredEmail());
        name = state.name();
        email = state.email();
    }

    @Override
    public CustomerState state() {
        return new CustomerState(customerId, registered.name(), registered.email(), name, email);
    }
}
