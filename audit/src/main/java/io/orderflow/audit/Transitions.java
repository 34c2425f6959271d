package io.orderflow.audit;

import static java.util.Map.entry;

import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.saga.SagaStep;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The allowed transitions in the life of an order, its payment and its process. */
final class Transitions {

    private static final Set<Enum<?>> BEGINNINGS = Set.of(OrderStatus.PLACED, PaymentStatus.REQUESTED,
            PaymentStatus.VOIDED, SagaStep.RESERVING_STOCK);

    private static final Map<Enum<?>, Set<Enum<?>>> NEXT = Map.ofEntries(
            entry(OrderStatus.PLACED, Set.of(OrderStatus.CONFIRMED, OrderStatus.REJECTED, OrderStatus.CANCELLED)),
            entry(OrderStatus.CONFIRMED, Set.of(OrderStatus.SHIPPED, OrderStatus.REJECTED, OrderStatus.CANCELLED)),

            entry(PaymentStatus.REQUESTED,
                    Set.of(PaymentStatus.AUTHORIZED, PaymentStatus.DECLINED, PaymentStatus.VOIDING)),
            entry(PaymentStatus.AUTHORIZED, Set.of(PaymentStatus.CAPTURING, PaymentStatus.VOIDING)),
            entry(PaymentStatus.DECLINED, Set.of(PaymentStatus.VOIDED, PaymentStatus.VOIDING)),
            entry(PaymentStatus.VOIDING, Set.of(PaymentStatus.VOIDED)),
            entry(PaymentStatus.VOIDED, Set.of(PaymentStatus.VOIDING)),
            entry(PaymentStatus.CAPTURING, Set.of(PaymentStatus.CAPTURED)),
            entry(PaymentStatus.CAPTURED, Set.of(PaymentStatus.REFUNDING, PaymentStatus.REFUNDED)),
            entry(PaymentStatus.REFUNDING, Set.of(PaymentStatus.REFUNDED, PaymentStatus.CAPTURED)),

            entry(SagaStep.RESERVING_STOCK, Set.of(SagaStep.AUTHORIZING_PAYMENT, SagaStep.COMPENSATING)),
            entry(SagaStep.AUTHORIZING_PAYMENT, Set.of(SagaStep.CONFIRMING_ORDER, SagaStep.COMPENSATING)),
            entry(SagaStep.CONFIRMING_ORDER,
                    Set.of(SagaStep.AWAITING_SHIPMENT, SagaStep.DELIVERING, SagaStep.COMPENSATING)),
            entry(SagaStep.AWAITING_SHIPMENT, Set.of(SagaStep.DELIVERING, SagaStep.COMPENSATING)),
            entry(SagaStep.DELIVERING, Set.of(SagaStep.COMPLETED)),
            entry(SagaStep.COMPENSATING, Set.of(SagaStep.COMPENSATED, SagaStep.DELIVERING)));

    private Transitions() {}

    /** The states that may follow a state, or come first where there is none yet; no state follows an end. */
    static Set<Enum<?>> after(@Nullable Enum<?> state) {
        return state == null ? BEGINNINGS : NEXT.getOrDefault(state, Set.of());
    }
}
