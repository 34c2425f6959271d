package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.eventhandling.scheduling.ScheduleToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadlines of asks. They are kept by the event scheduler, and survive this process; what is remembered here only
 * spares the event store deadlines that nobody needs any more, because the saga ignores one of an ask that is over.
 * Thread-safe; the calls for one order come one after the other.
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

    /** An ask of a saga: the step that it belongs to, and the sequence number of the event that asked. */
    record Ask(OrderId order, SagaStep step, long sequence) {}

    /** Ends the order's deadline before, and begins that of the first ask of a step. */
    void begin(Ask ask) {
        begin(ask, 0);
    }

    /** The same, where the time for the same step has run out so often before. */
    void begin(Ask ask, int attempts) {
        StepDeadlinePassed deadline = new StepDeadlinePassed(ask.order(), ask.step(), ask.sequence(),
                GenericEventMessage.clock.instant());
        Duration timeout = settings.timeoutOf(ask.step(), attempts).orElseThrow();
        remember(ask.order(), schedule(forget(ask.order()), timeout, deadline));
    }

    /** Nothing is waited for any more, or only what a person does. */
    void end(OrderId order) {
        ScheduleToken previous = forget(order);
        if (previous != null) {
            cancel(order, previous);
        }
    }

    /** One call where there is one to be replaced. It may have passed already, which a server may refuse. */
    private ScheduleToken schedule(@Nullable ScheduleToken previous, Duration timeout, StepDeadlinePassed deadline) {
        EventMessage<?> event = GenericEventMessage.asEventMessage(deadline);
        if (previous != null) {
            try {
                return scheduler.reschedule(previous, timeout, event);
            } catch (RuntimeException notReplaced) {
                LOG.debug("The former deadline of {} stays", deadline.orderId(), notReplaced);
            }
        }
        return scheduler.schedule(timeout, event);
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

    /** It may have passed already, or the scheduler be away: in either case the saga ignores what comes of it. */
    private void cancel(OrderId order, ScheduleToken deadline) {
        try {
            scheduler.cancelSchedule(deadline);
        } catch (RuntimeException notCancelled) {
            LOG.debug("The former deadline of {} stays", order, notCancelled);
        }
    }
}
