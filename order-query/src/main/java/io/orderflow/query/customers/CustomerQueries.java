package io.orderflow.query.customers;

import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.CustomerQuery.FindCustomer;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.web.NotFound;
import org.axonframework.queryhandling.QueryHandler;

/** Answers the queries about customers. A person without any placed order is no customer. */
final class CustomerQueries {

    private final ReadModel<CustomerView> customers;

    CustomerQueries(ReadModels models, CustomersProjection projection) {
        this.customers = models.of(projection);
    }

    @QueryHandler
    CustomerView handle(FindCustomer query) {
        CustomerId id = query.customerId();
        return customers.find(id.value())
                .filter(customer -> customer.orders().placed() > 0)
                .orElseThrow(() -> new NotFound("No customer " + id.value()));
    }
}
