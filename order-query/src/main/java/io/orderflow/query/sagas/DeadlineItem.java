package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.Listing;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A deadline that is to come.
 *
 * @param step      the step of the process that has to be answered by then
 * @param due       when it passes
 * @param setAt     when it was set, or moved
 * @param movedFrom when it would have passed before an operator moved it, absent where nobody has, or it was not known
 * @param reason    why it was moved
 * @param version   the version of the saga
 */
@MessageType("view.deadline")
public record DeadlineItem(String deadlineId, Kind kind, String orderId, SagaStep step, Instant due, Instant setAt,
        @Nullable Instant movedFrom, @Nullable String reason, long version, long position) implements Listing.Entry {

    /** What follows when it passes: {@code SAGA_STEP}, the process of an order asks again or gives the order up. */
    public enum Kind {
        SAGA_STEP
    }

    @Override
    public String documentName() {
        return orderId;
    }

    static DeadlineItem of(SagaView saga) {
        SagaDeadline deadline = Objects.requireNonNull(saga.deadline());
        return new DeadlineItem(deadline.deadlineId(), Kind.SAGA_STEP, saga.orderId(), saga.step(), deadline.due(),
                deadline.setAt(), deadline.movedFrom(), deadline.reason(), saga.version(),
                Objects.requireNonNull(saga.position()));
    }
}
