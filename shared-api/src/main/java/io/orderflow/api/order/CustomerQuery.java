package io.orderflow.api.order;

import io.orderflow.api.message.MessageType;

/** What can be asked about customers. */
public sealed interface CustomerQuery {

    /** What one customer has ordered. */
    @MessageType("customer.find")
    record FindCustomer(CustomerId customerId) implements CustomerQuery {}
}
