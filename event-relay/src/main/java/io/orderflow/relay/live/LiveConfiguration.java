package io.orderflow.relay.live;

import com.mongodb.client.MongoClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.relay.broker.AnyBroker;
import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.processor.ProcessorWatch;
import io.orderflow.service.resilience.RepeatedFailures;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the publication of events as they happen. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelaySettings.class)
@Import({RelayController.class, LiveConfiguration.LivePublication.class})
public class LiveConfiguration {

    /** What exists only where a broker is configured. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(AnyBroker.class)
    static class LivePublication {

        @Bean
        RelayStatuses relayStatuses(Relays relays, RelaySettings settings, EventProcessingConfiguration processing,
                ProcessorWatch watch, CheckpointedLog log, @Qualifier("checkpointClient") MongoClient client,
                MongoTemplate checkpointTemplate, Serializer serializer, ObjectProvider<MeterRegistry> meters) {
            RelayStatuses statuses = new RelayStatuses(relays, settings, processing, watch, log, client,
                    checkpointTemplate, serializer);
            meters.ifAvailable(statuses::measureBy);
            return statuses;
        }
    }

    @Bean
    Relays relays(ObjectProvider<Broker> brokers, RelaySettings settings, RepeatedFailures failures) {
        return new Relays(brokers.stream(), settings, failures);
    }

    @Bean
    ConfigurerModule relayHandlers(Relays relays) {
        return configurer -> relays.register(configurer.eventProcessing());
    }
}
