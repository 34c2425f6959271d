package io.orderflow.service.processor;

import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.ReadTypes;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * A further handler of a processor, which fails where an event has a type or a revision that this process does not know
 * and that the processor's handlers may have to handle. The event then waits as a dead letter for a process that can
 * read it. Thread-safe.
 *
 * <p>The framework calls it like any other handler of the group, from several lanes at once.
 */
final class UnknownEvents {

    private final String processor;
    private final MessageTypes types;
    private final Configuration configuration;
    private volatile @Nullable ReadTypes read;

    UnknownEvents(String processor, MessageTypes types, Configuration configuration) {
        this.processor = processor;
        this.types = types;
        this.configuration = configuration;
    }

    boolean isOf(ProcessorDefinition one) {
        return one.name().equals(processor);
    }

    @EventHandler(payloadType = UnknownSerializedType.class)
    void on(EventMessage<?> event) {
        read().missed(event).ifPresent(unknown -> {
            throw unknown;
        });
    }

    /**
     * Reads the types with the first such event only, because the processor does not exist yet when its handlers are
     * made.
     */
    private ReadTypes read() {
        ReadTypes known = read;
        if (known == null) {
            EventHandlerInvoker handlers = configuration.eventProcessingConfiguration()
                    .eventProcessor(processor, PooledStreamingEventProcessor.class)
                    .orElseThrow()
                    .eventHandlerInvoker();
            known = new ReadTypes(types.all().stream().filter(handlers::canHandleType).toList());
            read = known;
        }
        return known;
    }
}
