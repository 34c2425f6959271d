package io.orderflow.query.sagas;

import com.mongodb.client.model.Filters;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaQuery.FindSaga;
import io.orderflow.api.saga.SagaQuery.ListSagas;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.Keyset;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;

/** Answers the queries about the processes of orders. */
final class SagaQueries {

    /** The clocks of the machines that write events differ by less than this. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private static final Keyset<SagaView> STALEST_FIRST = Keyset.ofTimes("progressAt", SagaView::progressAt,
            SagaView::orderId);

    static final Bson UNANSWERED = Filters.eq("unanswered", true);

    private final ReadModel<SagaView> sagas;

    SagaQueries(ReadModels models, SagasProjection projection) {
        this.sagas = models.of(projection);
    }

    @QueryHandler
    SagaView handle(FindSaga query) {
        OrderId id = query.orderId();
        return sagas.require(id.value(), query.asOf(), "saga of an order " + id.value(), saga -> true);
    }

    @QueryHandler
    Page<SagaSummary> handle(ListSagas query) {
        List<Bson> conditions = new ArrayList<>();
        if (query.steps().size() < SagaStep.values().length) {
            conditions.add(Filters.in("step", query.steps().stream().map(SagaStep::name).toList()));
        }
        if (query.stuckFor() != null) {
            if (!query.steps().equals(Set.of(SagaStep.AWAITING_SHIPMENT))) {
                conditions.add(UNANSWERED);
            }
            conditions.add(stuckFor(query.stuckFor()));
        }
        return sagas.page(conditions, STALEST_FIRST, query.cursor(), query.limit()).map(SagaSummary::of);
    }

    /**
     * Selects the sagas that are stuck. A saga that a wrong clock dated in the future may have been stuck for any time,
     * and must not be hidden until that date.
     */
    static Bson stuckFor(Duration duration) {
        Instant now = GenericEventMessage.clock.instant();
        return Filters.or(Filters.lte("progressAt", now.minus(duration)),
                Filters.gt("progressAt", now.plus(CLOCKS_APART)));
    }
}
