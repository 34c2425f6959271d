package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.Listing;
import io.orderflow.query.sagas.SagaView.PaymentWait;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A saga without its timeline.
 *
 * @param until      when the deadline of what it waits for passes, absent where there is none, or it is not known
 * @param deadlineId names that deadline in {@code /deadlines}, absent likewise
 */
@MessageType("view.saga-summary")
public record SagaSummary(String orderId, SagaStep step, List<String> waitingFor, Instant since, Instant startedAt,
        Instant changedAt, Instant progressAt, @Nullable PaymentWait payment, boolean unanswered, boolean stalled,
        @Nullable Instant until, @Nullable String deadlineId, long version, long position) implements Listing.Entry {

    @Override
    public String documentName() {
        return orderId;
    }

    static SagaSummary of(SagaView saga) {
        return new SagaSummary(saga.orderId(), saga.step(), saga.waitingFor(), saga.since(), saga.startedAt(),
                saga.changedAt(), saga.progressAt(), saga.payment(), saga.unanswered(), saga.stalled(),
                saga.until(), saga.deadline() == null ? null : saga.deadline().deadlineId(), saga.version(),
                Objects.requireNonNull(saga.position()));
    }
}
