package io.orderflow.axonserver.search;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where all wanted events are: a reader need look nowhere else.
 *
 * @param fromToken
 *            none of them has a smaller token
 * @param toToken
 *            none of them has a larger one
 * @param fromMillis
 *            none of them is older
 * @param aggregates
 *            where present, all of them belong to one of these aggregates
 */
public record Bounds(long fromToken, long toToken, long fromMillis, Optional<Set<String>> aggregates) {

    /** Everywhere. */
    static final Bounds NONE = new Bounds(0, Long.MAX_VALUE, Long.MIN_VALUE, Optional.empty());

    static Bounds ofAggregates(Set<String> ids) {
        return new Bounds(0, Long.MAX_VALUE, Long.MIN_VALUE, Optional.of(ids));
    }

    static Bounds ofTokens(long from, long to) {
        return new Bounds(Math.max(0, from), to, Long.MIN_VALUE, Optional.empty());
    }

    static Bounds since(long epochMillis) {
        return new Bounds(0, Long.MAX_VALUE, epochMillis, Optional.empty());
    }

    /** Where both hold. */
    Bounds and(Bounds other) {
        return new Bounds(Math.max(fromToken, other.fromToken), Math.min(toToken, other.toToken),
                Math.max(fromMillis, other.fromMillis), commonAggregates(other));
    }

    private Optional<Set<String>> commonAggregates(Bounds other) {
        if (aggregates.isEmpty() || other.aggregates.isEmpty()) {
            return aggregates.or(() -> other.aggregates);
        }
        Set<String> common = new HashSet<>(aggregates.get());
        common.retainAll(other.aggregates.get());
        return Optional.of(common);
    }

    /** Where one of them holds. */
    Bounds or(Bounds other) {
        return new Bounds(Math.min(fromToken, other.fromToken), Math.max(toToken, other.toToken),
                Math.min(fromMillis, other.fromMillis), aggregates.flatMap(mine -> other.aggregates.map(theirs -> {
                    Set<String> all = new HashSet<>(mine);
                    all.addAll(theirs);
                    return all;
                })));
    }
}
