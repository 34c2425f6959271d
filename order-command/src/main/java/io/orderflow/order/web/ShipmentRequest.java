package io.orderflow.order.web;

import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The carrier of the goods, as far as it is known. */
record ShipmentRequest(@Nullable @ReadableText @Size(max = ShipOrder.MAX_TEXT_LENGTH) String carrier,
        @Nullable @ReadableText @Size(max = ShipOrder.MAX_TEXT_LENGTH) String trackingNumber) {

    static final ShipmentRequest UNKNOWN = new ShipmentRequest(null, null);
}
