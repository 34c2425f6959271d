package io.orderflow.api.customer;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.CustomerId;

/**
 * The events of a customer. Other contexts keep what they need of them in documents of their own, and ask nobody for it
 * afterwards.
 */
public sealed interface CustomerEvent {

    CustomerId customerId();

    @MessageType("customer.registered")
    record CustomerRegistered(CustomerId customerId, @Personal String name, @Personal String email)
            implements CustomerEvent {

        @Override
        public String toString() {
            return "CustomerRegistered[customerId=" + customerId + ", name=" + Personal.HIDDEN + ", email="
                    + Personal.HIDDEN + ']';
        }
    }

    @MessageType("customer.renamed")
    record CustomerRenamed(CustomerId customerId, @Personal String name) implements CustomerEvent {

        @Override
        public String toString() {
            return "CustomerRenamed[customerId=" + customerId + ", name=" + Personal.HIDDEN + ']';
        }
    }

    @MessageType("customer.email-changed")
    record CustomerEmailChanged(CustomerId customerId, @Personal String email) implements CustomerEvent {

        @Override
        public String toString() {
            return "CustomerEmailChanged[customerId=" + customerId + ", email=" + Personal.HIDDEN + ']';
        }
    }
}
