package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.eventhandling.scheduling.ScheduleToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadlines of the steps. They are kept by the event scheduler, and survive this process; what is remembered here
 * only spares the event store deadlines that nobody needs any more, because the saga ignores one that passes for a step
 * it has left. Thread-safe; the calls for one order come one after the other.
 */
final class Deadlines {

    static final int MAX_REMEMBERED = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final EventScheduler scheduler;
    private final OrderSagaSettings settings;
    private final SequencedMap<OrderId, ScheduleToken> running = new LinkedHashMap<>();

    Deadlines(EventScheduler scheduler, OrderSagaSettings settings) {
        this.scheduler = scheduler;
        this.settings = settings;
    }

    /** Ends the deadline of the order's step before, and begins that of this one where it has any. */
    void enter(OrderId order, SagaStep step) {
        enter(order, step, 0);
    }

    /** The same, where the step is tried again, and not for the first time. */
    void enter(OrderId order, SagaStep step, int attempts) {
        ScheduleToken next = settings.timeoutOf(step, attempts).map(timeout -> scheduler.schedule(timeout,
                GenericEventMessage.asEventMessage(new StepDeadlinePassed(order, step)))).orElse(null);
        ScheduleToken previous = swap(order, next);
        if (previous != null) {
            cancel(order, previous);
        }
    }

    private @Nullable ScheduleToken swap(OrderId order, @Nullable ScheduleToken next) {
        synchronized (running) {
            ScheduleToken previous = running.remove(order);
            if (next != null) {
                running.put(order, next);
                forgetTheOldestBeyondTheLimit();
            }
            return previous;
        }
    }

    private void forgetTheOldestBeyondTheLimit() {
        if (running.size() > MAX_REMEMBERED) {
            running.pollFirstEntry();
        }
    }

    /** It may have passed already, or the scheduler be away: in either case the saga ignores what comes of it. */
    private void cancel(OrderId order, ScheduleToken deadline) {
        try {
            scheduler.cancelSchedule(deadline);
        } catch (RuntimeException notCancelled) {
            LOG.debug("The former deadline of {} stays", order, notCancelled);
        }
    }
}
