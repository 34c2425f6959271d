package io.orderflow.service.query;

import io.orderflow.service.correlation.Origin;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How queries are asked, tagged with their origin, and refused. */
@Configuration(proxyBeanMethods = false)
public class QueryConfiguration {

    @Bean
    Queries queries(QueryGateway gateway) {
        return new Queries(gateway);
    }

    @Autowired
    void prepare(QueryBus bus) {
        bus.registerDispatchInterceptor(new Origin());
        bus.registerHandlerInterceptor(new QueryRefusalTranslator());
    }
}
