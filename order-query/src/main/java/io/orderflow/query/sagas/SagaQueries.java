package io.orderflow.query.sagas;

import com.mongodb.client.model.Filters;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaFilter;
import io.orderflow.api.saga.SagaQuery.CountSagas;
import io.orderflow.api.saga.SagaQuery.FindSaga;
import io.orderflow.api.saga.SagaQuery.ListDeadlines;
import io.orderflow.api.saga.SagaQuery.ListSagas;
import io.orderflow.api.saga.SagaQuery.SagaCount;
import io.orderflow.api.saga.SagaQuery.SelectSagas;
import io.orderflow.api.saga.SagaQuery.SelectedSaga;
import io.orderflow.api.saga.SagaStatus;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.Keyset;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
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

    private static final Keyset<SagaView> SOONEST_FIRST = Keyset.ofTimes("until",
            saga -> Objects.requireNonNull(saga.until()), SagaView::orderId);

    private static final Bson ANY = Filters.gte("progressAt", Instant.EPOCH);

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
        return sagas.page(conditions(query.filter()), STALEST_FIRST, query.cursor(), query.limit())
                .map(SagaSummary::of);
    }

    @QueryHandler
    Page<SelectedSaga> handle(SelectSagas query) {
        return sagas.page(conditions(query.filter()), STALEST_FIRST, query.cursor(), query.limit())
                .map(saga -> new SelectedSaga(saga.orderId()));
    }

    @QueryHandler
    SagaCount handle(CountSagas query) {
        List<Bson> conditions = conditions(query.filter());
        long count = sagas.count(conditions.isEmpty() ? ANY : Filters.and(conditions), query.limit());
        return new SagaCount(count, count == query.limit());
    }

    @QueryHandler
    Page<DeadlineItem> handle(ListDeadlines query) {
        List<Bson> conditions = new ArrayList<>();
        if (query.orderId() != null) {
            conditions.add(Filters.eq("_id", query.orderId().value()));
        }
        if (query.dueAfter() != null) {
            conditions.add(Filters.gte("until", query.dueAfter()));
        }
        if (query.dueBefore() != null) {
            conditions.add(Filters.lt("until", query.dueBefore()));
        }
        return sagas.page(conditions, SOONEST_FIRST, query.cursor(), query.limit()).map(DeadlineItem::of);
    }

    /** A saga that has ended waits for nothing and asks no more, so the index of steps also serves these conditions. */
    private static List<Bson> conditions(SagaFilter filter) {
        Set<SagaStep> steps = EnumSet.copyOf(filter.steps());
        List<Bson> conditions = new ArrayList<>();
        if (filter.waitingFor() != null) {
            conditions.add(waitsFor(filter.waitingFor()));
        }
        if (filter.stalled() != null) {
            conditions.add(Filters.eq("stalled", filter.stalled()));
        }
        if (filter.waitingFor() != null || Boolean.TRUE.equals(filter.stalled())) {
            steps.retainAll(SagaStatus.ACTIVE.steps());
        }
        if (steps.size() < SagaStep.values().length) {
            conditions.add(Filters.in("step", steps.stream().map(SagaStep::name).toList()));
        }
        if (filter.stuckFor() != null) {
            if (!filter.steps().equals(Set.of(SagaStep.AWAITING_SHIPMENT))) {
                conditions.add(UNANSWERED);
            }
            conditions.add(stuckFor(filter.stuckFor()));
        }
        return conditions;
    }

    /** No answer has a name behind those of the lines. */
    private static Bson waitsFor(String answer) {
        return answer.equals(SagaFilter.ANY_LINE)
                ? Filters.gte("waitingFor", SagaFilter.ANY_LINE + ":")
                : Filters.eq("waitingFor", answer);
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
