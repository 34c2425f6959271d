package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.saga.SagaEvent;
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
 * @param version    the version of the saga
 * @param position   the position of the last event in it, absent where it is as of a past moment
 */
@MessageType("view.saga")
public record SagaView(String orderId, SagaStep step, List<String> waitingFor, Instant since, Instant startedAt,
        Instant changedAt, List<Moment> timeline, long version, @Nullable Long position) {

    /**
     * One event of a saga.
     *
     * @param type   its stable name
     * @param detail what it says beyond its name, absent where that is nothing
     */
    public record Moment(String type, Instant at, @Nullable String detail) {}

    static SagaView after(@Nullable SagaView before, SagaEvent event, Instant at, long version) {
        Progress progress = Progress.after(before == null ? null : before.progress(), event, at);
        Moment moment = new Moment(event.getClass().getAnnotation(MessageType.class).value(), at,
                MomentDetail.of(event));
        return new SagaView(event.orderId().value(), progress.step(), progress.waitingFor(), progress.since(),
                before == null ? at : before.startedAt, at,
                before == null ? List.of(moment) : Stream.concat(before.timeline.stream(), Stream.of(moment)).toList(),
                version, before == null ? null : before.position);
    }

    private Progress progress() {
        return new Progress(step, waitingFor, since);
    }
}
