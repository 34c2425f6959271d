package io.orderflow.relay.broker;

import io.orderflow.relay.contract.MessageFormat;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The publication of integration events. Neither, one or both brokers may be named.
 *
 * @param format           how messages are written: envelope, cloudevents-structured or cloudevents-binary
 * @param source           the attribute {@code source} of CloudEvents
 * @param maxMessageSize   an event that is larger is set aside as a dead letter; the broker must take messages of this size
 * @param retryInterval    the pause after the first failure to reach the broker; each further pause is twice as long
 * @param maxRetryInterval the longest pause between two attempts to reach the broker
 * @param ackTimeout       how long the broker may take to acknowledge an event; after that the event is published again
 * @param lowStock         stock.low is published where the available units of a product fall to this number or below it
 * @param keepReplays      how long a replay that has ended is listed; the topic or queue stays
 */
@Validated
@ConfigurationProperties("orderflow.relay")
public record RelaySettings(
        @NotNull @DefaultValue("envelope") MessageFormat format,
        @NotBlank @DefaultValue("/orderflow") String source,
        @NotNull @DefaultValue("900KB") DataSize maxMessageSize,
        @NotNull @DefaultValue("200ms") @DurationMin(millis = 1) Duration retryInterval,
        @NotNull @DefaultValue("10s") @DurationMin(millis = 1) Duration maxRetryInterval,
        @NotNull @DefaultValue("30s") @DurationMin(millis = 1) Duration ackTimeout,
        @DefaultValue("10") @Min(0) long lowStock,
        @NotNull @DefaultValue("30d") @DurationMin(millis = 1) Duration keepReplays,
        @NotNull @DefaultValue Kafka kafka,
        @NotNull @DefaultValue RabbitMq rabbitmq) {

    /**
     * Kafka.
     *
     * @param bootstrapServers where Kafka is, as host:port, several with commas; without it nothing is published there
     * @param topicPrefix      the beginning of the topics' names, before the context
     * @param partitions       the partitions of a topic that the relay creates
     * @param properties       further settings of the producer, such as security.protocol
     */
    public record Kafka(@Nullable String bootstrapServers, @NotBlank @DefaultValue("orderflow.") String topicPrefix,
            @DefaultValue("6") @Min(1) int partitions, @NotNull @DefaultValue Map<String, String> properties) {}

    /**
     * RabbitMQ.
     *
     * @param uri      where RabbitMQ is, as amqp://USER:PASSWORD@HOST:PORT; without it nothing is published there
     * @param exchange the topic exchange, which is created where it is missing
     */
    public record RabbitMq(@Nullable String uri, @NotBlank @DefaultValue("orderflow.events") String exchange) {

        /** Leaves out the address, which has a password. */
        @Override
        public String toString() {
            return "RabbitMq[exchange=" + exchange + "]";
        }
    }
}
