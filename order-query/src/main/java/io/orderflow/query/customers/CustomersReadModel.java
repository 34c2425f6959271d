package io.orderflow.query.customers;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.CustomerQuery;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of customers, and names its messages. */
@Import({CustomersProjection.class, CustomerQueries.class, CustomersController.class})
public final class CustomersReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(CustomerQuery.class, CustomerView.class);
    }
}
