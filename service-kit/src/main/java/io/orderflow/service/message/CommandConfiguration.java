package io.orderflow.service.message;

import io.orderflow.service.resilience.CallLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Distributed;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.tracing.SpanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the command gateway, its retries, and the translation of refusals. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandProperties.class)
class CommandConfiguration {

    private static final int MAX_RETRIES = 5;
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(20);

    @Bean(destroyMethod = "shutdown")
    ScheduledExecutorService commandRetries() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("command-retries").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /**
     * Only a clash of two changes is retried here: the sender of the command judges all other failures. A command carries
     * its trace from here on, because other threads send it on and repeat it.
     */
    @Bean
    CommandGateway commandGateway(CommandBus bus, ScheduledExecutorService commandRetries,
            CommandProperties properties, SpanFactory spans) {
        Commands.prepare(bus);
        return DefaultCommandGateway.builder()
                .commandBus(properties.localFirst() && bus instanceof Distributed<?> distributed
                        ? new LocalFirstCommandBus((CommandBus) distributed.localSegment(), bus)
                        : bus)
                .dispatchInterceptors(List.of(new Origin(), carryingTrace(spans)))
                .retryScheduler(IntervalRetryScheduler.builder().retryExecutor(commandRetries)
                        .maxRetryCount(MAX_RETRIES).retryInterval((int) RETRY_INTERVAL.toMillis())
                        .nonTransientFailurePredicate(failure -> !ConflictingWrites.isClash(failure)).build())
                .build();
    }

    private static MessageDispatchInterceptor<Message<?>> carryingTrace(SpanFactory spans) {
        return messages -> (index, message) -> spans.<Message<?>>propagateContext(message);
    }

    @Bean
    Commands commands(CommandGateway gateway, EventStore events, RepeatableRequest.Provider request,
            Commands.Listener listener,
            CallLimits limits) {
        return new Commands(gateway, events, request, listener, limits);
    }
}
