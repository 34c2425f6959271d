package io.orderflow.saga.batch;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.Refusal;
import io.orderflow.api.saga.InterventionEvent;
import io.orderflow.api.saga.SagaId;
import io.orderflow.service.batch.Batch;
import io.orderflow.service.batch.BatchResult;
import io.orderflow.service.batch.BatchWork;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.Origin;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Makes an operator's request in one process of a batch. Its event names the item, so that a request which may have
 * been made before a crash is looked for in the log, and not made twice. Stateless.
 */
final class SagaBatchWork implements BatchWork {

    private static final String BATCH = "batch:";

    private final Commands commands;
    private final EventStore events;
    private final Consumer<OrderId> letters;

    /** @param letters retries the dead letters of an order */
    SagaBatchWork(Commands commands, EventStore events, Consumer<OrderId> letters) {
        this.commands = commands;
        this.events = events;
        this.letters = letters;
    }

    @Override
    public String name() {
        return "saga";
    }

    @Override
    public BatchResult act(Batch batch, String key, boolean again) {
        OrderId order = new OrderId(key);
        OptionalLong before = again ? requestOf(batch, order) : OptionalLong.empty();
        if (before.isPresent()) {
            return BatchResult.asked(before.getAsLong());
        }
        SagaAction action = SagaAction.valueOf(batch.action());
        try {
            CommandResult taken = send(new GenericCommandMessage<>(action.commandFor(order, batch.reason()))
                    .andMetaData(Map.of(Origin.REQUEST, requestId(batch, key))));
            letters.accept(order);
            if (action == SagaAction.CANCEL) {
                // The order decides, and its refusal is the outcome. The process records the refusal as well.
                commands.sendFurther(new CancelOrder(order, batch.reason()));
            }
            return BatchResult.asked(taken.version());
        } catch (RuntimeException failed) {
            Refusal refusal = CommandRefused.refusalIn(failed).orElseThrow(() -> failed);
            return BatchResult.refused(refusal);
        }
    }

    private CommandResult send(Object command) {
        try {
            return commands.handle(command).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** The sequence number of the event with which the process took the batch's request. */
    private OptionalLong requestOf(Batch batch, OrderId order) {
        return events.readEvents(new SagaId(order).toString())
                .asStream()
                .filter(event -> event.getPayload() instanceof InterventionEvent.ByOperator
                        && requestId(batch, order.value()).equals(event.getMetaData().get(Origin.REQUEST)))
                .mapToLong(DomainEventMessage::getSequenceNumber)
                .findFirst();
    }

    /** The request for one item, which the audit checks to have been made once. */
    private static String requestId(Batch batch, String key) {
        return BATCH + batch.batchId() + "/" + key;
    }

    @Override
    public boolean isResolved(Batch batch, String key, long mark) {
        SagaAction action = SagaAction.valueOf(batch.action());
        return events.readEvents(new SagaId(new OrderId(key)).toString(), mark)
                .asStream()
                .anyMatch(event -> action.isResolvedBy(event.getPayload()));
    }
}
