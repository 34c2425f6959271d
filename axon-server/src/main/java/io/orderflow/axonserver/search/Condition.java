package io.orderflow.axonserver.search;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says of an event whether it is wanted. Immutable. */
sealed interface Condition {

    boolean holds(long token, Event event);

    /** Where the events are for which it may hold. */
    default Bounds bounds() {
        return Bounds.NONE;
    }

    /** All of several; always where there are none. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(long token, Event event) {
            for (Condition part : parts) {
                if (!part.holds(token, event)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Bounds bounds() {
            return parts.stream().map(Condition::bounds).reduce(Bounds.NONE, Bounds::and);
        }
    }

    /** One of several. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(long token, Event event) {
            return parts.stream().anyMatch(part -> part.holds(token, event));
        }

        @Override
        public Bounds bounds() {
            return parts.stream().map(Condition::bounds).reduce(Bounds::or).orElse(Bounds.NONE);
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(long token, Event event) {
            return !condition.holds(token, event);
        }
    }

    /** Two values compared. */
    record Compared(Operand left, Comparing comparing, Operand right) implements Condition {
        @Override
        public boolean holds(long token, Event event) {
            return comparing.holds(left.in(token, event), right.in(token, event));
        }

        @Override
        public Bounds bounds() {
            if (left instanceof Operand.OfEvent(Field field) && right instanceof Operand.Literal(Object value)) {
                return bounds(field, comparing, value);
            }
            return right instanceof Operand.OfEvent(Field field) && left instanceof Operand.Literal(Object value)
                    ? bounds(field, comparing.mirrored(), value)
                    : Bounds.NONE;
        }

        private static Bounds bounds(Field field, Comparing comparing, Object value) {
            if (field == Field.AGGREGATE_IDENTIFIER && comparing == Comparing.EQUAL && value instanceof String id) {
                return ofAggregates(Set.of(id));
            }
            if (!(value instanceof Long number)) {
                return Bounds.NONE;
            }
            long from = switch (comparing) {
                case EQUAL, AT_LEAST -> number;
                case GREATER -> number == Long.MAX_VALUE ? number : number + 1;
                case UNEQUAL, LESS, AT_MOST -> Long.MIN_VALUE;
            };
            long to = switch (comparing) {
                case EQUAL, AT_MOST -> number;
                case LESS -> number == Long.MIN_VALUE ? number : number - 1;
                case UNEQUAL, GREATER, AT_LEAST -> Long.MAX_VALUE;
            };
            return switch (field) {
                case TOKEN -> Bounds.ofTokens(from, to);
                case TIMESTAMP -> Bounds.since(from);
                default -> Bounds.NONE;
            };
        }
    }

    /** A value that is one of several. */
    record OneOf(Operand operand, Set<Object> values) implements Condition {
        @Override
        public boolean holds(long token, Event event) {
            return values.contains(operand.in(token, event));
        }

        @Override
        public Bounds bounds() {
            if (!(operand instanceof Operand.OfEvent(Field field))) {
                return Bounds.NONE;
            }
            return switch (field) {
                case AGGREGATE_IDENTIFIER ->
                    ofAggregates(values.stream().map(Object::toString).collect(Collectors.toSet()));
                case TOKEN -> {
                    LongSummaryStatistics tokens = values.stream().mapToLong(Long.class::cast).summaryStatistics();
                    yield Bounds.ofTokens(tokens.getMin(), tokens.getMax());
                }
                default -> Bounds.NONE;
            };
        }
    }

    /** A text that contains another. */
    record Contains(Operand whole, Operand part) implements Condition {
        @Override
        public boolean holds(long token, Event event) {
            return whole.in(token, event).toString().contains(part.in(token, event).toString());
        }
    }

    /** A text that matches a regular expression as a whole. */
    record Matches(Operand text, Pattern pattern) implements Condition {
        @Override
        public boolean holds(long token, Event event) {
            return pattern.matcher(text.in(token, event).toString()).matches();
        }
    }

    /** Events of no aggregate have an empty identifier, and are in no aggregate's history. */
    private static Bounds ofAggregates(Set<String> ids) {
        return ids.contains("") ? Bounds.NONE : Bounds.ofAggregates(ids);
    }
}
