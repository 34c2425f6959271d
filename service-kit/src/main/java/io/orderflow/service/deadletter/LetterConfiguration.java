package io.orderflow.service.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.message.MessageCatalog;
import io.orderflow.service.resilience.ConnectionWatch;
import java.time.Clock;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Shows the dead letters of the process over HTTP, in its metrics and in its health. */
@Configuration(proxyBeanMethods = false)
@Import({DeadLetterController.class, DeadLetterOffices.class})
public class LetterConfiguration {

    /** Shown as {@code deadLetters}. */
    @Bean
    HealthIndicator deadLettersHealthIndicator(ObjectProvider<DeadLetters> offices) {
        return new DeadLettersHealth(offices.orderedStream().toList(), Clock.systemUTC());
    }

    @Bean
    MessageCatalog letterMessages() {
        return () -> List.of(LetterGivenUp.class);
    }

    @Bean
    GivenUpLetters givenUpLetters(EventStore events, ConnectionWatch connections) {
        GivenUpLetters givenUp = new GivenUpLetters(events);
        connections.onNewConnection(givenUp::forget);
        return givenUp;
    }

    @Bean
    MeterBinder deadSequences(ObjectProvider<DeadLetters> offices) {
        return registry -> offices.forEach(office -> office.groups()
                .forEach(group -> Gauge.builder("orderflow.dead.sequences", () -> office.count(group))
                        .description("Sequences of events that could not be handled")
                        .tag("group", group)
                        .register(registry)));
    }
}
