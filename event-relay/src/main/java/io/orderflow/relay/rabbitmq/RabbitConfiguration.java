package io.orderflow.relay.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.live.RelayProcessors;
import io.orderflow.service.processor.ProcessorConfiguration;
import io.orderflow.service.processor.ProcessorDefinition;
import io.orderflow.service.tls.FollowedBundle;
import io.orderflow.service.tls.OutgoingTls;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
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
    Broker rabbitBroker(RelaySettings settings, OutgoingTls tls) throws NoSuchAlgorithmException {
        Optional<FollowedBundle> bundle = tls.toBrokers();
        SSLContext trusted = bundle.isPresent() ? bundle.get().context() : SSLContext.getDefault();
        ConnectionFactory factory = RabbitAddress.factoryOf(Objects.requireNonNull(settings.rabbitmq().uri()), trusted);
        return new RabbitBroker(factory, settings.rabbitmq().exchange(), settings.ackTimeout());
    }

    @Bean
    ProcessorDefinition rabbitRelayProcessor() {
        return RelayProcessors.of(NAME);
    }
}
