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
 * Sagas, those first that have made no progress for longest.
 *
 * @param next the cursor of the next page, absent where this is the last
 */
@MessageType("view.saga-page")
public record SagaPage(List<Item> items, @Nullable String next) implements Listing<SagaPage.Item> {

    /** A saga without its timeline. */
    public record Item(String orderId, SagaStep step, List<String> waitingFor, Instant since, Instant startedAt,
            Instant changedAt, Instant progressAt, @Nullable PaymentWait payment, boolean unanswered, boolean stalled,
            long version, long position) implements Listing.Entry {

        @Override
        public String documentName() {
            return orderId;
        }

        static Item of(SagaView saga) {
            return new Item(saga.orderId(), saga.step(), saga.waitingFor(), saga.since(), saga.startedAt(),
                    saga.changedAt(), saga.progressAt(), saga.payment(), saga.unanswered(), saga.stalled(),
                    saga.version(), Objects.requireNonNull(saga.position()));
        }
    }
}
