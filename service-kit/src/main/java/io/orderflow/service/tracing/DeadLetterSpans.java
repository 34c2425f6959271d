package io.orderflow.service.tracing;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Gives each attempt to handle a dead letter its span, which the framework does not. The framework calls it within the
 * unit of work of the event, of which a dead letter is a resource, and on any number of threads. Stateless.
 */
final class DeadLetterSpans implements MessageHandlerInterceptor<EventMessage<?>> {

    private final EventSpans spans;

    DeadLetterSpans(EventSpans spans) {
        this.spans = spans;
    }

    @Override
    public Object handle(UnitOfWork<? extends EventMessage<?>> unit, InterceptorChain chain) throws Exception {
        return unit.resources().containsKey(DeadLetter.class.getName())
                ? spans.handling("DeadLetter.process", unit.getMessage()).runCallable(chain::proceed)
                : chain.proceed();
    }
}
