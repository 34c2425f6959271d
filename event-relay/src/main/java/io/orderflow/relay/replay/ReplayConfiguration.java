package io.orderflow.relay.replay;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.orderflow.relay.broker.AnyBroker;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.live.Relays;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.RepeatedFailures;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the publication of the past. */
@Configuration(proxyBeanMethods = false)
@Import({ReplayController.class, ReplayConfiguration.PastPublication.class})
public class ReplayConfiguration {

    /** What exists only where a broker is configured. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(AnyBroker.class)
    static class PastPublication {

        /** @param checkpointTemplate knows the database of the checkpoints, which the client reaches */
        @Bean
        ReplayStore replayStore(@Qualifier("checkpointClient") MongoClient client, MongoTemplate checkpointTemplate,
                CallLimits limits) {
            MongoDatabase database = client
                    .getDatabase(checkpointTemplate.trackingTokensCollection().getNamespace().getDatabaseName())
                    .withTimeout(limits.command().toMillis(), TimeUnit.MILLISECONDS);
            return new ReplayStore(database.getCollection(ReplayStore.COLLECTION),
                    ManagementFactory.getRuntimeMXBean().getName());
        }

        @Bean
        Replays replays(Relays relays, CheckpointedLog log, ReplayStore store) {
            return new Replays(relays, log, store);
        }

        @Bean
        ReplayRunner replayRunner(Relays relays, EventStore events, CheckpointedLog log, ReplayStore store,
                RepeatedFailures failures, RelaySettings settings) {
            return new ReplayRunner(relays, events, log, store, failures, settings.keepReplays());
        }
    }
}
