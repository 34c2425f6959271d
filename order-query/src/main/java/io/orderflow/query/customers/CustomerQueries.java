package io.orderflow.query.customers;

import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.CustomerQuery.FindCustomer;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Origin;
import io.orderflow.service.web.NotFound;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Answers the queries about customers. A customer is whoever is registered or has placed an order. */
final class CustomerQueries {

    private final ReadModel<CustomerView> customers;

    CustomerQueries(ReadModels models, CustomersProjection projection) {
        this.customers = models.of(projection);
    }

    @QueryHandler
    CustomerView handle(FindCustomer query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        CustomerId id = query.customerId();
        return customers.find(id.value())
                .filter(customer -> customer.exists() && (only == null || only.equals(id.value())))
                .orElseThrow(() -> new NotFound("No customer " + id.value()));
    }
}
