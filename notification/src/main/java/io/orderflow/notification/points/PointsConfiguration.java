package io.orderflow.notification.points;

import com.mongodb.client.MongoDatabase;
import io.orderflow.notification.inbox.EventIntake;
import io.orderflow.notification.inbox.WatchedConsumer;
import io.orderflow.service.resilience.RepeatedFailures;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/** Counts loyalty points where Kafka is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
@Import(PointsController.class)
public class PointsConfiguration {

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    /** A metric of Kafka's client. */
    private static final String CONNECTIONS = "connection-count";

    @Bean
    PointsStore pointsStore(MongoDatabase database) {
        return new PointsStore(database);
    }

    @Bean
    OrderPointsListener orderPointsListener(EventIntake intake, PointsStore points, RepeatedFailures failures) {
        return new OrderPointsListener(intake, points, failures);
    }

    /**
     * Repeats an event without end while the database is away: the container would otherwise skip it after ten attempts,
     * and after the first one where it takes an exception for hopeless. What cannot be read never comes here.
     */
    @Bean
    DefaultErrorHandler kafkaErrorHandler(RepeatedFailures failures) {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE_MILLIS, 2);
        pauses.setMaxInterval(LONGEST_PAUSE_MILLIS);
        DefaultErrorHandler handler = new DefaultErrorHandler(PointsConfiguration::neverSkip, pauses);
        handler.setClassifications(Map.of(), true);
        handler.setRetryListeners(
                (record, failure, attempt) -> failures.failed(OrderPointsListener.COMPONENT, failure));
        return handler;
    }

    @Bean
    WatchedConsumer pointsConsumer(KafkaListenerEndpointRegistry containers) {
        return new WatchedConsumer(OrderPointsListener.CONTAINER, OrderPointsListener.COMPONENT,
                () -> takesEvents(containers));
    }

    private static boolean takesEvents(KafkaListenerEndpointRegistry containers) {
        MessageListenerContainer container = containers.getListenerContainer(OrderPointsListener.CONTAINER);
        return container != null && container.isRunning() && container.isInExpectedState()
                && container.metrics().values().stream().flatMap(client -> client.entrySet().stream())
                        .filter(metric -> metric.getKey().name().equals(CONNECTIONS))
                        .anyMatch(metric -> metric.getValue().metricValue() instanceof Double count && count > 0);
    }

    private static void neverSkip(ConsumerRecord<?, ?> record, Exception failure) {
        throw new IllegalStateException("An event of " + record.topic() + " cannot be handled", failure);
    }
}
