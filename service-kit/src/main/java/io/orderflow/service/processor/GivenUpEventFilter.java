package io.orderflow.service.processor;

import io.orderflow.service.deadletter.DeadLetterDecisions;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Skips the events that a person has given up, both events of the log, which is read again where the checkpoints are
 * lost, and events of dead letters. Thread-safe.
 */
final class GivenUpEventFilter implements MessageHandlerInterceptor<EventMessage<?>> {

    private final String processor;
    private final Supplier<DeadLetterDecisions> givenUp;

    GivenUpEventFilter(String processor, Supplier<DeadLetterDecisions> givenUp) {
        this.processor = processor;
        this.givenUp = givenUp;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unit, InterceptorChain handlers)
            throws Exception {
        return givenUp.get().includes(processor, unit.getMessage()) ? null : handlers.proceed();
    }
}
