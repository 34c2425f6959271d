package io.orderflow.query.sagas;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaId;
import io.orderflow.projection.Projection;
import io.orderflow.projection.Versions;
import io.orderflow.service.correlation.Origin;
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
        return 3;
    }

    @Override
    public Class<SagaView> documentType() {
        return SagaView.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(SagaEvent.class);
    }

    /** A process is begun once. */
    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(FulfilmentStarted.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        return ((SagaEvent) event.getPayload()).orderId().value();
    }

    @Override
    public SagaView fold(@Nullable SagaView document, EventMessage<?> event) {
        return SagaView.after(document, (SagaEvent) event.getPayload(), event.getTimestamp(),
                (String) event.getMetaData().get(Origin.ACTOR), Versions.of(event));
    }

    @Override
    public List<String> streamsOf(String key) {
        return List.of(new SagaId(new OrderId(key)).toString());
    }

    @Override
    public String stepOf(SagaView saga) {
        return saga.step().name();
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(Indexes.ascending("progressAt", "_id")),
                new IndexModel(Indexes.ascending("step", "progressAt", "_id")));
    }
}
