package io.orderflow.api.customer;

import io.orderflow.api.Text;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.CustomerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of a customer. */
public sealed interface CustomerCommand {

    /** The most characters of a customer's name. */
    int MAX_NAME_LENGTH = 200;

    @TargetAggregateIdentifier
    CustomerId customerId();

    /**
     * Registers a customer.
     *
     * @param name  1 to {@value #MAX_NAME_LENGTH} characters, not all of them blank
     * @param email an address as {@link EmailAddress} has it
     */
    @MessageType("customer.register")
    record RegisterCustomer(CustomerId customerId, @Personal String name, @Personal String email)
            implements CustomerCommand {

        public RegisterCustomer {
            Text.require("name", name, MAX_NAME_LENGTH);
            EmailAddress.require("email", email);
        }

        @Override
        public String toString() {
            return "RegisterCustomer[customerId=" + customerId + ", name=" + Personal.HIDDEN + ", email="
                    + Personal.HIDDEN + ']';
        }
    }

    /** @param name 1 to {@value #MAX_NAME_LENGTH} characters, not all of them blank */
    @MessageType("customer.rename")
    record RenameCustomer(CustomerId customerId, @Personal String name) implements CustomerCommand {

        public RenameCustomer {
            Text.require("name", name, MAX_NAME_LENGTH);
        }

        @Override
        public String toString() {
            return "RenameCustomer[customerId=" + customerId + ", name=" + Personal.HIDDEN + ']';
        }
    }

    /** @param email an address as {@link EmailAddress} has it */
    @MessageType("customer.change-email")
    record ChangeCustomerEmail(CustomerId customerId, @Personal String email) implements CustomerCommand {

        public ChangeCustomerEmail {
            EmailAddress.require("email", email);
        }

        @Override
        public String toString() {
            return "ChangeCustomerEmail[customerId=" + customerId + ", email=" + Personal.HIDDEN + ']';
        }
    }
}
