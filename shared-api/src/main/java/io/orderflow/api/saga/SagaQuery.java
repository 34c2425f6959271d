package io.orderflow.api.saga;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked about the processes of orders. */
public sealed interface SagaQuery {

    /**
     * One saga with its timeline.
     *
     * @param asOf a time in RFC 3339, or {@code v} and a version of the saga; absent for the saga as it is now
     */
    @MessageType("saga.find")
    record FindSaga(OrderId orderId, @Nullable String asOf) implements SagaQuery {}

    /**
     * A page of sagas, those first that have made no progress for longest.
     *
     * @param steps    only sagas that stand at one of these
     * @param stuckFor only sagas to which an answer is owed and whose last progress is at least this long ago; absent for
     *                 all. One that waits for its shipment is owed none, unless it alone is asked for
     * @param limit    how many sagas at most
     * @param cursor   what the page before gave as its next one; absent for the first page
     */
    @MessageType("saga.list")
    record ListSagas(Set<SagaStep> steps, @Nullable Duration stuckFor, int limit, @Nullable String cursor)
            implements SagaQuery {

        /** About a century, far enough for any list and near enough to be subtracted from any clock. */
        public static final int MAX_STUCK_FOR_DAYS = 36_500;

        public ListSagas {
            steps = Set.copyOf(steps);
            InvalidValue.require(stuckFor == null
                    || !stuckFor.isNegative() && stuckFor.compareTo(Duration.ofDays(MAX_STUCK_FOR_DAYS)) <= 0,
                    "stuckFor must be from 0 to " + MAX_STUCK_FOR_DAYS + " days");
        }
    }
}
