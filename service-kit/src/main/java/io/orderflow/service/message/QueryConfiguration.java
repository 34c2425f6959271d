package io.orderflow.service.message;

import io.orderflow.service.resilience.CallLimits;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up how queries are sent, tagged with their origin, and refused. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    @Bean
    Queries queries(QueryGateway gateway, CallLimits limits) {
        return new Queries(gateway, limits);
    }

    @Autowired
    void prepare(QueryBus bus) {
        bus.registerDispatchInterceptor(new Origin());
        bus.registerHandlerInterceptor(new QueryRefusalTranslator());
    }
}
