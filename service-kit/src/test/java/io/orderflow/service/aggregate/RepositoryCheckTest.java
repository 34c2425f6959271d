package io.orderflow.service.aggregate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.Repository;
import org.axonframework.spring.stereotype.Aggregate;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class RepositoryCheckTest {

    private final EventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();

    @Aggregate
    static class Invoice {

        @AggregateIdentifier
        private String id = "";
    }

    private void start(Repository<Invoice> repository) {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(Invoice.class, RepositoryCheck.class);
            context.registerBean("invoiceRepository", Repository.class, () -> repository);
            context.refresh();
        }
    }

    @Test
    void letsAnAggregateStartThatHasARepositoryOfOurs() {
        start(new RememberingRepository<>(Invoice.class, events, NoSnapshotTriggerDefinition.INSTANCE,
                ClasspathParameterResolverFactory.forClass(Invoice.class), new AggregateMemory<>(1, 100)));
    }

    @Test
    void namesTheAggregateThatTheFrameworkWouldLoadWithoutLookingAtItsVersion() {
        assertThatThrownBy(() -> start(EventSourcingRepository.builder(Invoice.class).eventStore(events).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Invoice.class.getName())
                .hasMessageContaining("invoiceRepository");
    }
}
