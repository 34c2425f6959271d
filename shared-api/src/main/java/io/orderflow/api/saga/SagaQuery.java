package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The queries about sagas. */
public sealed interface SagaQuery {

    /**
     * Finds a saga with its timeline.
     *
     * @param asOf a time in RFC 3339, or {@code v} and a version of the saga; absent for the saga as it is now
     */
    @MessageType("saga.find")
    record FindSaga(OrderId orderId, @Nullable String asOf) implements SagaQuery {}

    /**
     * Lists a page of sagas. Those come first that have made no progress for longest.
     *
     * @param limit  the most sagas of a page
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("saga.list")
    record ListSagas(SagaFilter filter, int limit, @Nullable String cursor) implements SagaQuery {}

    /** Lists the orders of the same sagas in the same order. */
    @MessageType("saga.select")
    record SelectSagas(SagaFilter filter, int limit, @Nullable String cursor) implements SagaQuery {}

    /** An item of the answer to {@link SelectSagas}. */
    @MessageType("saga.selected")
    record SelectedSaga(String orderId) implements SagaQuery {}

    /**
     * Counts sagas.
     *
     * @param limit where the count ends
     */
    @MessageType("saga.count")
    record CountSagas(SagaFilter filter, int limit) implements SagaQuery {}

    /**
     * Lists a page of the deadlines of sagas, the soonest first. All conditions are absent where they do not count.
     *
     * @param dueAfter  the earliest moment at which a deadline passes
     * @param dueBefore the moment before which a deadline passes
     * @param limit     the most deadlines of a page
     * @param cursor    what the page before gave as its next one; absent for the first page
     */
    @MessageType("saga.list-deadlines")
    record ListDeadlines(@Nullable OrderId orderId, @Nullable Instant dueAfter, @Nullable Instant dueBefore, int limit,
            @Nullable String cursor) implements SagaQuery {}

    /** The answer to {@link CountSagas}; there may be more where the count has reached its limit. */
    @MessageType("saga.counted")
    record SagaCount(long count, boolean more) implements SagaQuery {}
}
