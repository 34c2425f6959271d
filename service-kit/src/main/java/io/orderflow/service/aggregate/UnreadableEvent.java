package io.orderflow.service.aggregate;

import io.orderflow.api.problem.Failure;
import io.orderflow.service.message.UnreadableMessage;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * An aggregate cannot be loaded, because its stream has an event that this process cannot read. Without that event the
 * aggregate would decide on incomplete facts. This is a failure and no refusal, so that a processor retries the command
 * later.
 */
final class UnreadableEvent extends CommandExecutionException {

    private UnreadableEvent(String detail, UnreadableMessage cause) {
        super(detail, cause, new Failure(detail));
    }

    /** Throws for an event of an unknown type, which the framework would skip. */
    static void throwIfSo(DomainEventMessage<?> event) {
        UnreadableMessage.of(event).ifPresent(cause -> {
            throw of(event, cause);
        });
    }

    private static UnreadableEvent of(DomainEventMessage<?> event, UnreadableMessage cause) {
        return new UnreadableEvent("Event %d of %s cannot be read: %s".formatted(event.getSequenceNumber(),
                event.getAggregateIdentifier(), cause.getMessage()), cause);
    }
}
