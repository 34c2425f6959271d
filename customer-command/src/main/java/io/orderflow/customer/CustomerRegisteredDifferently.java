package io.orderflow.customer;

import io.orderflow.api.order.CustomerId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The customer was registered before, with another name or address. */
final class CustomerRegisteredDifferently extends CommandRefused {

    CustomerRegisteredDifferently(CustomerId customer) {
        super(ProblemCode.ALREADY_EXISTS,
                "Customer " + customer.value() + " is registered already, with another name or e-mail address");
    }
}
