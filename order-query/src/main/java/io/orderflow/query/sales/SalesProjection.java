package io.orderflow.query.sales;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.projection.api.Projection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Adds up the events of orders, day by day. A day may begin with any event, because its sums have no beginning. */
public final class SalesProjection implements Projection<SalesDay> {

    public static final String NAME = "sales";

    @Override
    public String name() {
        return NAME;
    }

    /** Revision 2: the totals of refunds, and the net totals. */
    @Override
    public int revision() {
        return 2;
    }

    @Override
    public Class<SalesDay> documentType() {
        return SalesDay.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(OrderEvent.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        Instant at = event.getPayload() instanceof OrderRefunded refunded
                ? refunded.refundedAt()
                : event.getTimestamp();
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    @Override
    public SalesDay fold(@Nullable SalesDay document, EventMessage<?> event) {
        SalesDay day = document == null ? SalesDay.empty(keyOf(event)) : document;
        return day.plus((OrderEvent) event.getPayload());
    }
}
