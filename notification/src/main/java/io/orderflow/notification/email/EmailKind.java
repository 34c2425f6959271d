package io.orderflow.notification.email;

import java.util.Optional;
import java.util.stream.Stream;

/** What a customer is written about, with the integration event that calls for it. */
enum EmailKind {

    PLACED("order.placed"), CONFIRMED("order.confirmed"), SHIPPED("order.shipped"), REJECTED("order.rejected"),
    REFUNDED("order.refunded");

    private final String eventType;

    EmailKind(String eventType) {
        this.eventType = eventType;
    }

    String eventType() {
        return eventType;
    }

    /** The e-mail that an event calls for; empty where it calls for none. */
    static Optional<EmailKind> of(String eventType) {
        return Stream.of(values()).filter(kind -> kind.eventType.equals(eventType)).findFirst();
    }
}
