package io.orderflow.saga.batch;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;

import com.mongodb.client.MongoDatabase;
import io.orderflow.saga.OrderLetters;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.batch.Batches;
import io.orderflow.service.message.Commands;
import io.orderflow.service.resilience.RepeatedFailures;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the batches of interventions. */
@Configuration(proxyBeanMethods = false)
@Import(SagaBatchController.class)
public class SagaBatchConfiguration {

    /** @param database outlives this process */
    @Bean
    Batches sagaBatches(@Qualifier("checkpointDatabase") MongoDatabase database, Commands commands,
            EventStore events, OrderLetters letters, RepeatedFailures failures) {
        return new Batches(new SagaBatchWork(commands, events, letters::retry), database, failures);
    }

    @Bean
    RouteScopes sagaBatchScopes() {
        return () -> List.of(
                route("POST", "/saga-batches", OPERATIONS),
                route("GET", "/saga-batches", OPERATIONS),
                route("GET", "/saga-batches/{batchId}", OPERATIONS),
                route("GET", "/saga-batches/{batchId}/items", OPERATIONS),
                route("DELETE", "/saga-batches/{batchId}", OPERATIONS));
    }
}
