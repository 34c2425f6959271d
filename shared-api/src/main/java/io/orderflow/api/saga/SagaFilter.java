package io.orderflow.api.saga;

import io.orderflow.api.InvalidValue;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sagas that meet all of these conditions.
 *
 * @param steps      the steps at which they are
 * @param stuckFor   they wait for an answer and have made no progress for at least this time; absent for all. A wait for
 *                   the shipment counts only when that is the one step to list
 * @param waitingFor an answer that they wait for, by its name, or {@link #ANY_LINE}; absent for all
 * @param stalled    whether they ask no more until an operator has them retried; absent for all
 */
public record SagaFilter(Set<SagaStep> steps, @Nullable Duration stuckFor, @Nullable String waitingFor,
        @Nullable Boolean stalled) {

    /** The answer of the stock about any line. */
    public static final String ANY_LINE = "stock";

    /** The names of answers, as a regular expression. */
    public static final String ANSWER = "^(payment|confirmation|shipment|rejection|stock(:[A-Za-z0-9][A-Za-z0-9._-]{0,63})?)$";

    /** About a century: long enough for any list, and short enough to be subtracted from any clock's time. */
    public static final int MAX_STUCK_FOR_DAYS = 36_500;

    public SagaFilter {
        steps = Set.copyOf(steps);
        InvalidValue.require(stuckFor == null
                || !stuckFor.isNegative() && stuckFor.compareTo(Duration.ofDays(MAX_STUCK_FOR_DAYS)) <= 0,
                "stuckFor must be from 0 to " + MAX_STUCK_FOR_DAYS + " days");
    }
}
