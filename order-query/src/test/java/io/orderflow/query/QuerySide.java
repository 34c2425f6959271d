package io.orderflow.query;

import de.bwaldvogel.mongo.MongoServer;
import io.orderflow.projection.document.ReadModelProperties;
import io.orderflow.projection.fixture.ListRecorder;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The whole service as it is, but with its events in memory and an embedded database. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(OrderQueryConfiguration.class)
class QuerySide {

    @Bean
    EventStore eventStore() {
        return EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    }

    @Bean(destroyMethod = "shutdownNow")
    MongoServer mongoServer(ListRecorder recorder) {
        return new MongoServer(recorder);
    }

    @Bean(destroyMethod = "")
    ListRecorder listRecorder() {
        return new ListRecorder();
    }

    @Bean
    @Primary
    ReadModelProperties embeddedReadModels(MongoServer server) {
        return new ReadModelProperties(server.bindAndGetConnectionString() + "/orderflow");
    }
}
