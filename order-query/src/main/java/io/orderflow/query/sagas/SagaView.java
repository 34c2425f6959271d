package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.ByOperator;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStalled;
import io.orderflow.api.saga.SagaEvent.StepRetried;
import io.orderflow.api.saga.SagaStep;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process of one order.
 *
 * @param waitingFor as in {@link Progress}
 * @param since      when the step began
 * @param changedAt  when the last event of the saga happened
 * @param progressAt when it last came nearer to its end: asking again, whoever asks, is no progress
 * @param stalled    whether it has been asked for so often that only an operator has it asked for again
 * @param timeline   the last {@value #TIMELINE} events of the saga; all are in the history of its order
 * @param version    the version of the saga
 * @param position   the position of the last event in it, absent where it is as of a past moment
 */
@MessageType("view.saga")
public record SagaView(String orderId, SagaStep step, List<String> waitingFor, Instant since, Instant startedAt,
        Instant changedAt, Instant progressAt, boolean stalled, List<Moment> timeline, long version,
        @Nullable Long position) {

    /** So many moments are shown. */
    static final int TIMELINE = 200;

    /**
     * One event of a saga.
     *
     * @param type   its stable name
     * @param detail what it says beyond its name, absent where that is nothing
     * @param reason why an operator did it, absent where it was none
     * @param actor  who the operator was
     */
    public record Moment(String type, Instant at, @Nullable String detail, @Nullable String reason,
            @Nullable String actor) {

        static Moment of(SagaEvent event, Instant at, @Nullable String actor) {
            String type = event.getClass().getAnnotation(MessageType.class).value();
            return event instanceof ByOperator decision
                    ? new Moment(type, at, MomentDetail.of(event), decision.reason(), actor)
                    : new Moment(type, at, MomentDetail.of(event), null, null);
        }
    }

    static SagaView after(@Nullable SagaView before, SagaEvent event, Instant at, @Nullable String actor,
            long version) {
        Progress progress = Progress.after(before == null ? null : before.progress(), event, at);
        Moment moment = Moment.of(event, at, actor);
        return new SagaView(event.orderId().value(), progress.step(), progress.waitingFor(), progress.since(),
                before == null ? at : before.startedAt, at,
                before == null || Progress.isMadeBy(event) ? at : before.progressAt,
                isStalled(before != null && before.stalled, event),
                before == null ? List.of(moment) : last(before.timeline, moment),
                version, before == null ? null : before.position);
    }

    private static List<Moment> last(List<Moment> before, Moment moment) {
        return Stream.concat(before.stream().skip(Math.max(0, before.size() - TIMELINE + 1L)), Stream.of(moment))
                .toList();
    }

    /** Until an operator has it tried again, or it is over. */
    private static boolean isStalled(boolean before, SagaEvent event) {
        return switch (event) {
            case FulfilmentStalled e -> true;
            case StepRetried e -> false;
            case FulfilmentCompleted e -> false;
            case FulfilmentCompensated e -> false;
            case DeliveryStarted e -> false;
            default -> before;
        };
    }

    private Progress progress() {
        return new Progress(step, waitingFor, since);
    }
}
