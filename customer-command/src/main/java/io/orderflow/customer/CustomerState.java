package io.orderflow.customer;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.CustomerId;

/**
 * The whole state of a customer, and the content of its snapshots.
 *
 * @param registeredName  the name of the registration, by which its repeats are known
 * @param registeredEmail the address of the registration
 * @param name            the present name
 * @param email           the present address
 */
@MessageType("customer.state")
record CustomerState(CustomerId customerId, @Personal String registeredName, @Personal String registeredEmail,
        @Personal String name, @Personal String email) {

    @Override
    public String toString() {
        return "CustomerState[customerId=" + customerId + ", the rest is " + Personal.HIDDEN + ']';
    }
}
