package io.orderflow.saga;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.message.Handled;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaCommand.RecordStepTimeout;
import io.orderflow.api.saga.SagaEvent.DeadlineExtended;
import io.orderflow.api.saga.SagaEvent.FulfilmentStalled;
import io.orderflow.api.saga.SagaEvent.StepTimedOut;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * The part of an {@link OrderSaga} that deadlines speak to. A deadline is about one ask, which is named by the sequence
 * number of the event that asked. It means nothing once that ask is answered, or another one has taken its place.
 *
 * <p>A time in which the platform could not act does not count: the ask is repeated, and has its whole time again. A time
 * that counts has the ask repeated as well. The stock and the payment are asked {@value #MAX_ASKS} times in all; then the
 * order is given up. What cannot be given up is asked for again after ever longer times, and {@value #MAX_REPEATS} times;
 * then the saga is stalled: late answers are still heard, but nothing more is asked until an operator acts.
 */
final class Timeouts {

    /** How often the stock and the payment are asked in all, before the order is given up. */
    static final int MAX_ASKS = 3;

    static final int MAX_REPEATS = 10;

    private final Progress progress;

    Timeouts(Progress progress) {
        this.progress = progress;
    }

    @CommandHandler
    Handled handle(RecordStepTimeout fact) {
        if (progress.isWaitingFor(fact.step(), fact.ask()) && !progress.isStalled()) {
            switch (fact.step()) {
                case RESERVING_STOCK, AUTHORIZING_PAYMENT -> timedOut(fact, MAX_ASKS - 1);
                case CONFIRMING_ORDER, DELIVERING, COMPENSATING -> timedOut(fact, MAX_REPEATS);
                case AWAITING_SHIPMENT, COMPLETED, COMPENSATED -> {}
            }
        }
        return new Handled(AggregateLifecycle.getVersion());
    }

    /** Of a deadline that does not know its ask, it is not known either whether its time counts. */
    private void timedOut(RecordStepTimeout fact, int maxRepeats) {
        OrderId order = fact.orderId();
        if (fact.interrupted() || fact.ask() == null) {
            apply(new DeadlineExtended(order, fact.step()));
            Questions.askAgain(order, progress);
            return;
        }
        boolean last = progress.attempts() >= maxRepeats;
        apply(new StepTimedOut(order, fact.step()));
        if (!last) {
            Questions.askAgain(order, progress);
        } else if (progress.mayBeGivenUp()) {
            Questions.undo(order, progress, RejectionReason.TIMED_OUT);
        } else {
            apply(new FulfilmentStalled(order, fact.step()));
        }
    }
}
