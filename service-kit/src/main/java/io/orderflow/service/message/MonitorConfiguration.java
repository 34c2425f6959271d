package io.orderflow.service.message;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.service.metrics.MeterDefinition;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.monitoring.NoOpMessageMonitor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measures the messages that this process handles and publishes. */
@Configuration(proxyBeanMethods = false)
class MonitorConfiguration {

    @Bean
    ConfigurerModule messageMonitors(ObjectProvider<MeterRegistry> registry, MessageTypes types,
            ObjectProvider<StoredEventListener> listeners) {
        return configurer -> configurer.configureMessageMonitor(axon -> (component, name) -> {
            MeterRegistry meters = registry.getIfAvailable();
            return meters == null ? NoOpMessageMonitor.instance() : monitor(component, name, meters, types, listeners);
        });
    }

    private static MessageMonitor<Message<?>> monitor(Class<?> component, String name, MeterRegistry meters,
            MessageTypes types, ObjectProvider<StoredEventListener> listeners) {
        if (EventProcessor.class.isAssignableFrom(component)) {
            return timers(MessageMeters.HANDLED, meters, types, List.of(name), message -> {});
        }
        return switch (name) {
            case "commandBus" -> timers(MessageMeters.COMMANDS, meters, types, List.of(), message -> {});
            case "queryBus" -> timers(MessageMeters.QUERIES, meters, types, List.of(), message -> {});
            case "eventStore" -> {
                List<StoredEventListener> told = listeners.orderedStream().toList();
                yield timers(MessageMeters.PUBLISHED, meters, types, List.of(),
                        message -> told.forEach(listener -> listener.stored((EventMessage<?>) message)));
            }
            default -> NoOpMessageMonitor.instance();
        };
    }

    private static MessageMonitor<Message<?>> timers(MeterDefinition definition, MeterRegistry meters,
            MessageTypes types, List<String> labels, Consumer<Message<?>> succeeded) {
        return new MessageTimers(definition, meters, types, labels, succeeded);
    }
}
