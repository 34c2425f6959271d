package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.service.tracing.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.eventhandling.scheduling.ScheduleToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the deadlines of asks. The event scheduler keeps them, and they survive this process. This class remembers them
 * only to cancel deadlines that are no longer needed, which spares the event store; the saga ignores a deadline whose
 * ask is over. Thread-safe; the calls for one order come one after the other.
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

    /**
     * One ask of a saga: the step that it belongs to, and the sequence number of the event that asked, or that moved the
     * deadline of the ask.
     */
    record Ask(OrderId order, SagaStep step, long sequence) {}

    /** Ends the order's deadline before, and begins the deadline of the first ask of a step. */
    void begin(Ask ask) {
        begin(ask, 0);
    }

    /** The same for a further ask, where the time for the same step has run out so often before. */
    void begin(Ask ask, int attempts) {
        set(ask, GenericEventMessage.clock.instant(), settings.timeoutOf(ask.step(), attempts).orElseThrow());
    }

    /** Sets another deadline for an ask. The time from the move on has to count as a whole, like that of any deadline. */
    void move(Ask ask, Instant movedAt, Instant due) {
        Duration left = Duration.between(GenericEventMessage.clock.instant(), due);
        set(ask, movedAt, left.isNegative() ? Duration.ZERO : left);
    }

    private void set(Ask ask, Instant begun, Duration timeout) {
        StepDeadlinePassed deadline = new StepDeadlinePassed(ask.order(), ask.step(), ask.sequence(), begun);
        remember(ask.order(), schedule(forget(ask.order()), timeout, deadline));
    }

    /** Ends the order's deadline, where the process waits for nothing, or only for a person. */
    void end(OrderId order) {
        ScheduleToken previous = forget(order);
        if (previous != null) {
            cancel(order, previous);
        }
    }

    /**
     * Schedules the deadline, with one call where it replaces an earlier one. The earlier one may have passed already,
     * and a server may then refuse the call.
     */
    private ScheduleToken schedule(@Nullable ScheduleToken previous, Duration timeout, StepDeadlinePassed deadline) {
        EventMessage<?> event = new GenericEventMessage<>(deadline, originOfDeadline());
        if (previous != null) {
            try {
                return scheduler.reschedule(previous, timeout, event);
            } catch (RuntimeException notReplaced) {
                LOG.debug("The former deadline of {} stays", deadline.orderId(), notReplaced);
            }
        }
        return scheduler.schedule(timeout, event);
    }

    /** A deadline belongs to the conversation and to the trace of the event that began it, as far as there is one. */
    private static MetaData originOfDeadline() {
        MetaData origin = CurrentUnitOfWork.isStarted()
                ? CurrentUnitOfWork.get().getCorrelationData()
                : MetaData.emptyInstance();
        return origin.mergedWith(TraceContext.carried());
    }

    private @Nullable ScheduleToken forget(OrderId order) {
        synchronized (running) {
            return running.remove(order);
        }
    }

    private void remember(OrderId order, ScheduleToken deadline) {
        synchronized (running) {
            running.put(order, deadline);
            if (running.size() > MAX_REMEMBERED) {
                running.pollFirstEntry();
            }
        }
    }

    /**
     * Cancels a deadline. It may have passed already, or the scheduler may be away: in either case the saga ignores it.
     */
    private void cancel(OrderId order, ScheduleToken deadline) {
        try {
            scheduler.cancelSchedule(deadline);
        } catch (RuntimeException notCancelled) {
            LOG.debug("The former deadline of {} stays", order, notCancelled);
        }
    }
}
