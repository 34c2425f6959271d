package io.orderflow.service.idempotency;

import io.orderflow.api.message.CommandResult;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Records, where a command is handled, that the command of a request was handled, in the transaction of the command's
 * own events: the event store's {@code publish} adds to the events that the unit of work appends when it commits. The
 * command bus calls it on the thread of the unit of work, and again where a clash has the command handled again.
 * Thread-safe.
 */
final class ClaimingInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final EventStore events;

    ClaimingInterceptor(EventStore events) {
        this.events = events;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        Object answer = chain.proceed();
        if (answer instanceof CommandResult(long version)) {
            RequestClaim.in(unitOfWork.getMessage().getMetaData())
                    .ifPresent(claim -> events.publish(claim.handled(version)));
        }
        return answer;
    }
}
