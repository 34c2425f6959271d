package io.orderflow.notification.inbox;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The fields of the lines that are logged while an event or what it calls for is in hand, as all services have them. */
public final class LineFields {

    private static final String TRACE = "traceId";
    private static final String ORDER = "orderId";

    private LineFields() {}

    /**
     * Does the work on this thread.
     *
     * @param trace of the request that it goes back to, null where none is told
     * @param order that it is about, null where it is about none
     */
    public static void during(@Nullable String trace, @Nullable String order, Runnable work) {
        put(TRACE, trace);
        put(ORDER, order);
        try {
            work.run();
        } finally {
            MDC.remove(TRACE);
            MDC.remove(ORDER);
        }
    }

    private static void put(String field, @Nullable String value) {
        if (value != null) {
            MDC.put(field, value);
        }
    }
}
