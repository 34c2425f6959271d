package io.orderflow.relay.kafka;

import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.live.RelayProcessors;
import io.orderflow.service.processor.ProcessorConfiguration;
import io.orderflow.service.processor.ProcessorDefinition;
import io.orderflow.service.tls.FollowedBundle;
import io.orderflow.service.tls.OutgoingTls;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Publishes to Kafka where its address is given. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("orderflow.relay.kafka.bootstrap-servers")
@Import(ProcessorConfiguration.class)
public class KafkaConfiguration {

    private static final String NAME = "kafka";

    @Bean
    Broker kafkaBroker(RelaySettings settings, OutgoingTls tls) {
        return new KafkaBroker(new KafkaClients(settings, tls.toBrokers().map(FollowedBundle::context)));
    }

    @Bean
    ProcessorDefinition kafkaRelayProcessor() {
        return RelayProcessors.of(NAME);
    }
}
