package io.orderflow.relay.contract;

import io.orderflow.api.message.Personal;

/** The integration events of customers, the only ones with personal values. */
sealed interface CustomerIntegrationEvent extends IntegrationEvent {

    String customerId();

    @Override
    default BusinessContext context() {
        return BusinessContext.CUSTOMERS;
    }

    @Override
    default String subject() {
        return customerId();
    }

    @PublicType("customer.registered")
    record CustomerRegistered(String customerId, @Personal String name, @Personal String email)
            implements CustomerIntegrationEvent {

        @Override
        public String toString() {
            return "CustomerRegistered[customerId=" + customerId + ", name=" + Personal.HIDDEN + ", email="
                    + Personal.HIDDEN + ']';
        }
    }

    @PublicType("customer.renamed")
    record CustomerRenamed(String customerId, @Personal String name) implements CustomerIntegrationEvent {

        @Override
        public String toString() {
            return "CustomerRenamed[customerId=" + customerId + ", name=" + Personal.HIDDEN + ']';
        }
    }

    @PublicType("customer.email-changed")
    record CustomerEmailChanged(String customerId, @Personal String email) implements CustomerIntegrationEvent {

        @Override
        public String toString() {
            return "CustomerEmailChanged[customerId=" + customerId + ", email=" + Personal.HIDDEN + ']';
        }
    }
}
