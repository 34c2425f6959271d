package io.orderflow.service.checkpoint;

import io.orderflow.service.message.MessageCatalog;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all who keep checkpoints of the log share. */
@Configuration(proxyBeanMethods = false)
public class CheckpointConfiguration {

    @Bean
    CheckpointedLog checkpointedLog(ObjectProvider<EventStore> events) {
        return new CheckpointedLog(events::getObject);
    }

    @Bean
    Restarts restarts(CheckpointedLog log) {
        return new Restarts(log);
    }

    @Bean
    LogHealth eventLogHealthIndicator(Restarts restarts) {
        return new LogHealth(restarts);
    }

    @Bean
    MessageCatalog checkpointMessages() {
        return () -> List.of(EventToken.class);
    }
}
