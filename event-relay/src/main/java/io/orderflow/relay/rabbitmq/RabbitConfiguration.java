package io.orderflow.relay.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.live.RelayProcessors;
import io.orderflow.service.processor.ProcessorConfiguration;
import io.orderflow.service.processor.ProcessorDefinition;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Publishes to RabbitMQ where its address is given. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("orderflow.relay.rabbitmq.uri")
@Import(ProcessorConfiguration.class)
public class RabbitConfiguration {

    private static final String NAME = "rabbitmq";

    @Bean
    Broker rabbitBroker(RelaySettings settings) {
        ConnectionFactory factory = RabbitAddress.factoryOf(Objects.requireNonNull(settings.rabbitmq().uri()));
        return new RabbitBroker(factory, settings.rabbitmq().exchange(), settings.ackTimeout());
    }

    @Bean
    ProcessorDefinition rabbitRelayProcessor() {
        return RelayProcessors.of(NAME);
    }
}
