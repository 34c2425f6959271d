package io.orderflow.api.saga;

import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.stock.Sku;

/** Revision 1 lacks the step. */
@MessageType("saga.late-reservation-found")
public record LateReservationFound1(OrderId orderId, Sku sku) implements EarlierRevision<LateReservationFound> {

    @Override
    public LateReservationFound upcast() {
        return new LateReservationFound(orderId, sku, null);
    }
}
