package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.Money;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class OrderMetersTest {

    private static final OrderId ORDER = new OrderId("o1");
    private static final CustomerId CUSTOMER = new CustomerId("c1");
    private static final Money TOTAL = Money.of("3.00", "USD");

    private final OrderMeters meters = new OrderMeters();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double orders(String outcome, String reason) {
        return registry.get("orderflow.orders").tags("outcome", outcome, "reason", reason).functionCounter().count();
    }

    @Test
    void countWhatBecomesOfOrders() {
        meters.bindTo(registry);

        meters.stored(GenericEventMessage.asEventMessage(new OrderConfirmed(ORDER, CUSTOMER, TOTAL)));
        meters.stored(GenericEventMessage.asEventMessage(
                new OrderRejected(ORDER, CUSTOMER, TOTAL, RejectionReason.OUT_OF_STOCK)));
        meters.stored(GenericEventMessage.asEventMessage(new ConfirmationRetried(ORDER)));

        assertThat(orders("confirmed", "none")).isEqualTo(1);
        assertThat(orders("rejected", "OUT_OF_STOCK")).isEqualTo(1);
        assertThat(orders("rejected", "TIMED_OUT")).isZero();
        assertThat(orders("shipped", "none")).isZero();
        assertThat(registry.get("orderflow.saga.retries").tag("type", "saga.confirmation-retried").functionCounter()
                .count()).isEqualTo(1);
    }
}
