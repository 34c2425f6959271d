package io.orderflow.query.sagas;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaId;
import io.orderflow.projection.api.Projection;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Folds each order's process. */
public final class SagasProjection implements Projection<SagaView> {

    public static final String NAME = "sagas";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int revision() {
        return 6;
    }

    @Override
    public Class<SagaView> documentType() {
        return SagaView.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(SagaEvent.class, PaymentEvent.class);
    }

    /** A process begins with the start of its order's fulfilment, and with no other event. */
    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(FulfilmentStarted.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case SagaEvent saga -> saga.orderId().value();
            case PaymentEvent payment -> payment.orderId().value();
            default -> throw new IllegalArgumentException("Not of a process: " + event.getPayloadType());
        };
    }

    /** Skips a payment that belongs to no process. */
    @Override
    public @Nullable SagaView fold(@Nullable SagaView document, EventMessage<?> event) {
        return switch (event.getPayload()) {
            case SagaEvent saga -> {
                SagaView before = document == null
                        ? SagaView.begun(saga.orderId().value(), event.getTimestamp())
                        : document;
                yield before.after(event);
            }
            case PaymentEvent payment when document != null -> document.paying(payment, event.getTimestamp());
            default -> document;
        };
    }

    @Override
    public List<String> streamsOf(String key) {
        OrderId order = new OrderId(key);
        return List.of(new SagaId(order).toString(), PaymentId.of(order).toString());
    }

    @Override
    public String stepOf(SagaView saga) {
        return saga.step().name();
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(Indexes.ascending("progressAt", "_id")),
                new IndexModel(Indexes.ascending("unanswered", "progressAt", "_id")),
                new IndexModel(Indexes.ascending("step", "progressAt", "_id")),
                new IndexModel(Indexes.ascending("until", "_id")));
    }
}
