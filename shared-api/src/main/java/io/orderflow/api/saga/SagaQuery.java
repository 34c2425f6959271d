package io.orderflow.api.saga;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import java.time.Duration;
import java.util.Set;
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
     * @param steps    the steps of the sagas to list
     * @param stuckFor lists only sagas that wait for an answer and have made no progress for at least this time; absent
     *                 for all. A wait for the shipment counts only when that is the one step to list
     * @param limit    the most sagas of a page
     * @param cursor   what the page before gave as its next one; absent for the first page
     */
    @MessageType("saga.list")
    record ListSagas(Set<SagaStep> steps, @Nullable Duration stuckFor, int limit, @Nullable String cursor)
            implements SagaQuery {

        /** About a century: long enough for any list, and short enough to be subtracted from any clock's time. */
        public static final int MAX_STUCK_FOR_DAYS = 36_500;

        public ListSagas {
            steps = Set.copyOf(steps);
            InvalidValue.require(stuckFor == null
                    || !stuckFor.isNegative() && stuckFor.compareTo(Duration.ofDays(MAX_STUCK_FOR_DAYS)) <= 0,
                    "stuckFor must be from 0 to " + MAX_STUCK_FOR_DAYS + " days");
        }
    }
}
