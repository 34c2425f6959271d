package io.orderflow.relay.broker;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Holds where at least one broker is configured. */
public final class AnyBroker extends AnyNestedCondition {

    public AnyBroker() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty("orderflow.relay.kafka.bootstrap-servers")
    static final class KafkaNamed {}

    @ConditionalOnProperty("orderflow.relay.rabbitmq.uri")
    static final class RabbitNamed {}
}
