package io.orderflow.query;

import io.orderflow.projection.ProjectionKitConfiguration;
import io.orderflow.query.customers.CustomersReadModel;
import io.orderflow.query.history.HistoryReadModel;
import io.orderflow.query.orders.OrdersReadModel;
import io.orderflow.query.sagas.SagasReadModel;
import io.orderflow.query.sales.SalesReadModel;
import io.orderflow.query.stock.StockReadModel;
import io.orderflow.service.ServiceKitConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read models of orders, their histories, customers, stock, sales and sagas, and their HTTP interfaces. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, ProjectionKitConfiguration.class, OrdersReadModel.class,
        HistoryReadModel.class, CustomersReadModel.class, StockReadModel.class, SalesReadModel.class,
        SagasReadModel.class})
public class OrderQueryConfiguration {}
