package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.DeadlineEvent;
import io.orderflow.api.saga.DeadlineEvent.DeadlineExtended;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.RecordStepTimeout;
import java.util.List;

/**
 * Decides what follows when the time of an ask is up: from the state and a deadline to the events that follow. A
 * deadline belongs to one ask, which is named by the sequence number of the event that asked. It has no effect once
 * that ask is answered, or another one has taken its place. A deadline that an operator has moved is named by the event
 * that moved it, so that the earlier one has no effect.
 *
 * <p>A time in which the platform could not act does not count: the ask is repeated, and has its whole time again.
 * After a time that counts the ask is repeated as well. The stock and the payment are asked {@value #MAX_ASKS} times in
 * all; then the process gives the order up. The other asks cannot be given up: they are repeated after ever longer
 * times, {@value #MAX_REPEATS} times. Then the saga is stalled: it still accepts late answers, but asks no more until
 * an operator acts.
 */
final class Timeouts {

    /** How often the stock and the payment are asked in all, before the order is given up. */
    static final int MAX_ASKS = 3;

    static final int MAX_REPEATS = 10;

    private Timeouts() {}

    static List<? extends SagaEvent> handle(SagaState saga, RecordStepTimeout fact) {
        boolean waits = saga.isAt(fact.step()) && saga.isDeadline(fact.ask());
        if (!waits || saga.stalled()) {
            return List.of();
        }
        return switch (fact.step()) {
            case RESERVING_STOCK, AUTHORIZING_PAYMENT ->
                timedOut(saga, fact, MAX_ASKS - 1, Compensation.begin(saga, RejectionReason.TIMED_OUT));
            case CONFIRMING_ORDER, DELIVERING, COMPENSATING ->
                timedOut(saga, fact, MAX_REPEATS, new FulfilmentStalled(fact.orderId(), fact.step()));
            case AWAITING_SHIPMENT, COMPLETED, COMPENSATED -> List.of();
        };
    }

    /**
     * Handles a deadline that has passed. The time of a deadline that does not know its ask does not count, since
     * nobody knows whether the platform could act.
     */
    private static List<? extends SagaEvent> timedOut(SagaState saga, RecordStepTimeout fact, int maxRepeats,
            SagaEvent end) {
        OrderId order = fact.orderId();
        SagaStep step = fact.step();
        if (fact.interrupted() || fact.ask() == null) {
            return List.of(new DeadlineExtended(order, step), Retries.of(saga).orElseThrow());
        }
        DeadlineEvent timedOut = new StepTimedOut(order, step);
        return List.of(timedOut, saga.attempts() < maxRepeats ? Retries.of(saga).orElseThrow() : end);
    }
}
