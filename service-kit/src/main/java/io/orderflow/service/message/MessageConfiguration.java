package io.orderflow.service.message;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Sets up one serializer for all messages that are sent or stored. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

    @Bean
    MessageTypes messageTypes(List<MessageCatalog> catalogs) {
        Stream<Class<?>> contributed = catalogs.stream().flatMap(catalog -> catalog.types().stream());
        return MessageTypes.of(Stream.concat(MessageCatalog.published().stream(), contributed).toList());
    }

    /** Any module can answer queries with pages. */
    @Bean
    MessageCatalog pages() {
        return () -> List.of(Page.class, PageOf.class);
    }

    /** The framework copies the origin from each message to the messages that it causes. */
    @Bean
    CorrelationDataProvider origin() {
        return new Origin();
    }

    /**
     * Answers and events from the event store are passed on by virtual threads, however the channel is made. The pool that
     * gRPC uses otherwise wakes a thread of the system for each: that took a quarter of the processor time of an order.
     */
    @Bean
    static BeanPostProcessor virtualThreadsOfChannels() {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ManagedChannelCustomizer channel
                        ? (ManagedChannelCustomizer) address -> channel.apply(address)
                                .executor(Thread::startVirtualThread)
                        : bean;
            }
        };
    }

    @Bean
    @Primary
    Serializer serializer(MessageTypes types) {
        return new StableNameSerializer(types);
    }
}
