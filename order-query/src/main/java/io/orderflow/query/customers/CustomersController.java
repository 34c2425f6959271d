package io.orderflow.query.customers;

import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.CustomerQuery.FindCustomer;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows customers. */
@RestController
@ServedBy(CustomersProjection.NAME)
@Tag(name = "Customers")
final class CustomersController {

    private final Queries queries;

    CustomersController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/customers/{customerId}")
    @Operation(operationId = "getCustomer", summary = "Shows a customer's name and e-mail address, the totals of the orders, and the last orders")
    CustomerView find(@PathVariable CustomerId customerId) {
        return queries.ask(new FindCustomer(customerId), CustomerView.class);
    }
}
