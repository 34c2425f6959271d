package io.orderflow.service.deadletter;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Clock;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Shows the dead letters of the process over HTTP, in its metrics and in its health. */
@Configuration(proxyBeanMethods = false)
@Import({DeadLetterController.class, DeadLetterBatchController.class, DeadLetterRegistry.class})
class DeadLetterConfiguration {

    /** Shown as {@code deadLetters}. */
    @Bean
    HealthIndicator deadLettersHealthIndicator(ObjectProvider<DeadLetterQueues> all) {
        return new DeadLetterHealth(all.orderedStream().toList(), Clock.systemUTC());
    }

    @Bean
    MessageCatalog deadLetterMessages() {
        return () -> List.of(DeadLetterGivenUp.class, DeadLetterRetryRequested.class);
    }

    @Bean
    DeadLetterDecisions deadLetterDecisions(EventStore events, Restarts restarts) {
        DeadLetterDecisions decisions = new DeadLetterDecisions(events);
        restarts.onPossiblyAnotherLog(decisions::forget);
        return decisions;
    }

    @Bean
    RetryRequests deadLetterRetryRequests(EventStore events) {
        return new RetryRequests(events);
    }

    @Bean
    DeadLetterBatches deadLetterBatches(@Value("${spring.application.name:service}") String service,
            DeadLetterRegistry queues, RetryRequests deadLetterRetryRequests, RepeatedFailures failures) {
        return new DeadLetterBatches(service, queues, deadLetterRetryRequests, failures);
    }

    @Bean
    WaitingSequences waitingSequences(DeadLetterRegistry queues) {
        return new WaitingSequences(queues);
    }

    @Bean
    RouteScopes deadLetterScopes() {
        return () -> List.of(
                route("GET", "/dead-letters", OPERATIONS),
                route("GET", "/dead-letters/{group}/given-up", OPERATIONS),
                route("GET", "/dead-letters/{group}/{sequence}", OPERATIONS),
                route("GET", "/dead-letters/{group}/sequences/{sequence}", OPERATIONS),
                route("GET", "/dead-letter-count", OPERATIONS),
                route("POST", "/dead-letter-batches", OPERATIONS),
                route("GET", "/dead-letter-batches", OPERATIONS),
                route("GET", "/dead-letter-batches/{batchId}", OPERATIONS),
                route("GET", "/dead-letter-batches/{batchId}/items", OPERATIONS),
                route("DELETE", "/dead-letter-batches/{batchId}", OPERATIONS),
                route("POST", "/dead-letters/{group}/{sequence}/retry", OPERATIONS),
                route("DELETE", "/dead-letters/{group}/{sequence}", OPERATIONS));
    }
}
