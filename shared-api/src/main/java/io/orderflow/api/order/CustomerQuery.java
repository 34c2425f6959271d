package io.orderflow.api.order;

import io.orderflow.api.message.MessageType;

/** The queries about customers. */
public sealed interface CustomerQuery {

    /** Finds a customer, with the totals of the customer's orders. */
    @MessageType("customer.find")
    record FindCustomer(CustomerId customerId) implements CustomerQuery {}
}
