package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.Listing;
import io.orderflow.query.sagas.SagaView.PaymentWait;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A saga without its timeline. */
@MessageType("view.saga-summary")
public record SagaSummary(String orderId, SagaStep step, List<String> waitingFor, Instant since, Instant startedAt,
        Instant changedAt, Instant progressAt, @Nullable PaymentWait payment, boolean unanswered, boolean stalled,
        long version, long position) implements Listing.Entry {

    @Override
    public String documentName() {
        return orderId;
    }

    static SagaSummary of(SagaView saga) {
        return new SagaSummary(saga.orderId(), saga.step(), saga.waitingFor(), saga.since(), saga.startedAt(),
                saga.changedAt(), saga.progressAt(), saga.payment(), saga.unanswered(), saga.stalled(),
                saga.version(), Objects.requireNonNull(saga.position()));
    }
}
