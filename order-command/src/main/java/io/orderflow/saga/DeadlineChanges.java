package io.orderflow.saga;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.saga.SagaCommand.CancelDeadline;
import io.orderflow.saga.SagaCommand.DeadlineChange;
import io.orderflow.saga.SagaCommand.MoveDeadline;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;

/**
 * Decides on an operator's requests about a deadline: from the state and a request to the events that follow, or to a
 * refusal. The request names the ask whose deadline the operator has seen, and is refused once that ask is answered, or
 * its time is up. After a cancellation only an operator's retry makes the saga ask again.
 */
final class DeadlineChanges {

    private DeadlineChanges() {}

    /** A request under the same idempotency key does not come here again, so a moment that has passed is new. */
    static List<? extends SagaEvent> handle(SagaState saga, MoveDeadline command) {
        requireDeadline(saga, command);
        Duration left = Duration.between(GenericEventMessage.clock.instant(), command.due());
        InvalidValue.require(left.isPositive() && left.compareTo(Duration.ofDays(MoveDeadline.MAX_DAYS)) <= 0,
                "due must be later than now, by at most " + MoveDeadline.MAX_DAYS + " days");
        return List.of(new DeadlineMoved(command.orderId(), saga.step(), command.ask(), command.due(),
                command.reason()));
    }

    static List<? extends SagaEvent> handle(SagaState saga, CancelDeadline command) {
        requireDeadline(saga, command);
        return List.of(new DeadlineCancelled(command.orderId(), saga.step(), command.ask(), command.reason()));
    }

    private static void requireDeadline(SagaState saga, DeadlineChange command) {
        if (!saga.hasDeadlineOf(command.ask())) {
            throw new DeadlineOver(command, saga);
        }
        Interventions.requireRequestsLeft(saga);
    }
}
