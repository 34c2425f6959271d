package io.orderflow.notification.inbox;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The reactions to integration events. The brokers are named by Spring Boot's own settings: e-mails need
 * spring.rabbitmq.addresses, loyalty points need spring.kafka.bootstrap-servers.
 *
 * @param uri      the connection string of the service's own database, with its name
 * @param exchange the topic exchange of the integration events in RabbitMQ, which is created where it is missing
 * @param topic    the Kafka topic of the orders' integration events
 */
@Validated
@ConfigurationProperties("orderflow.notification")
public record NotificationSettings(
        @NotBlank @DefaultValue("mongodb://127.0.0.1:27017/orderflow_notification") String uri,
        @NotBlank @DefaultValue("orderflow.events") String exchange,
        @NotBlank @DefaultValue("orderflow.orders") String topic) {

    /** Leaves out the connection string, which may have a password. */
    @Override
    public String toString() {
        return "NotificationSettings[exchange=" + exchange + ", topic=" + topic + "]";
    }
}
