package io.orderflow.axonserver.search;

import io.axoniq.axonserver.grpc.event.Event;
import java.time.Instant;

/**
 * A query that was understood. Immutable.
 *
 * <pre>
 * query      stage { "|" stage }
 * stage      filter | "last" [number] unit | "limit" number
 * unit       minute, hour, day, week, month, year, or its plural
 * filter     and, or, not, parentheses over comparisons
 * comparison value (= != &lt;&gt; &lt; &lt;= &gt; &gt;=) value, value in [value, …], value contains value,
 *            value match "regular expression"
 * value      a {@link Field}, a number, a "text"; a timestamp is compared with milliseconds or an ISO-8601 "text"
 * </pre>
 */
public final class EventQuery {

    /** What {@link #limit()} says where the query gives none. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** The longest query, in characters: it is kept in memory as long as it runs. */
    static final int MAX_CHARACTERS = 10_000;

    private final Condition condition;
    private final Bounds bounds;
    private final long limit;

    EventQuery(Condition condition, long limit) {
        this.condition = condition;
        this.bounds = condition.bounds();
        this.limit = limit;
    }

    /**
     * Understands a query; an empty one wants all events.
     *
     * @param now
     *            what {@code last hour} counts from
     * @throws InvalidQuery
     *             where it does not
     */
    public static EventQuery parse(String query, Instant now) {
        return new QueryParser(query).query(now);
    }

    /**
     * Understands a filter, which is a query that wants the same events at any time, and all of them.
     *
     * @throws InvalidQuery
     *             where it does not
     */
    public static EventQuery parseFilter(String filter) {
        return new QueryParser(filter).filterAlone();
    }

    /** Whether an event is wanted. */
    public boolean wants(long token, Event event) {
        return condition.holds(token, event);
    }

    public Bounds bounds() {
        return bounds;
    }

    /** How many events are wanted at most. */
    public long limit() {
        return limit;
    }
}
