package io.orderflow.saga;

import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Writes into the metadata of every event that asks when the time of its ask is up, so that read models can tell it
 * from the events alone: the times are settings of this service. {@link Deadlines} counts the same time from when the
 * event is handled. Stateless; the event bus calls it on the thread that publishes an event, before the event is stored,
 * and may call it again where a transaction is repeated.
 */
public final class DueTimes implements MessageDispatchInterceptor<EventMessage<?>> {

    private final OrderSagaSettings settings;

    public DueTimes(OrderSagaSettings settings) {
        this.settings = settings;
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        return (index, event) -> event.getPayload() instanceof SagaEvent asking
                ? stepOf(asking)
                        .flatMap(step -> settings.timeoutOf(step, attemptsOf(event)))
                        .<EventMessage<?>>map(timeout -> event.andMetaData(
                                Map.of(SagaEvent.DUE, event.getTimestamp().plus(timeout).toString())))
                        .orElse(event)
                : event;
    }

    /** The step that the event asks for with a deadline. */
    private static Optional<SagaStep> stepOf(SagaEvent event) {
        return Optional.ofNullable(switch (event) {
            case FulfilmentStarted first -> SagaStep.RESERVING_STOCK;
            case ReservationRetried again -> SagaStep.RESERVING_STOCK;
            case StockSecured first -> SagaStep.AUTHORIZING_PAYMENT;
            case AuthorizationRetried again -> SagaStep.AUTHORIZING_PAYMENT;
            case PaymentSecured first -> SagaStep.CONFIRMING_ORDER;
            case ConfirmationRetried again -> SagaStep.CONFIRMING_ORDER;
            case DeliveryStarted first -> SagaStep.DELIVERING;
            case DeliveryRetried again -> SagaStep.DELIVERING;
            case CompensationStarted first -> SagaStep.COMPENSATING;
            case CompensationRetried again -> SagaStep.COMPENSATING;
            default -> null;
        });
    }

    /** The stock and the payment get the same time whenever they are asked. */
    private static int attemptsOf(EventMessage<?> event) {
        boolean longer = !(event.getPayload() instanceof ReservationRetried
                || event.getPayload() instanceof AuthorizationRetried);
        return longer && event.getMetaData().get(RetryEvent.ATTEMPT) instanceof Number attempts
                ? attempts.intValue()
                : 0;
    }
}
