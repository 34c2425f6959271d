package io.orderflow.axonserver.search;

import io.axoniq.axonserver.grpc.event.Event;

/** One side of a comparison. */
sealed interface Operand {

    /** A text or a long. */
    Object in(long token, Event event);

    /** A field of the event. */
    record OfEvent(Field field) implements Operand {
        @Override
        public Object in(long token, Event event) {
            return field.of(token, event);
        }
    }

    /** A value that the query gives. */
    record Literal(Object value) implements Operand {
        @Override
        public Object in(long token, Event event) {
            return value;
        }
    }

    /** Two longs are compared as numbers, anything else as text. */
    static int compare(Object left, Object right) {
        return left instanceof Long number && right instanceof Long other
                ? Long.compare(number, other)
                : left.toString().compareTo(right.toString());
    }
}
