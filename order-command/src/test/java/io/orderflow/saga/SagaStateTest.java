package io.orderflow.saga;

import io.orderflow.api.saga.FulfilmentEvent;
import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.saga.SagaFixture.and;
import static io.orderflow.saga.SagaFixture.compensationStarted;
import static io.orderflow.saga.SagaFixture.lateReservationOf;
import static io.orderflow.saga.SagaFixture.lineDispatched;
import static io.orderflow.saga.SagaFixture.lineRefused;
import static io.orderflow.saga.SagaFixture.lineReleased;
import static io.orderflow.saga.SagaFixture.lineReserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.CancelDeadline;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.RecordStepTimeout;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.CustomTypeSafeMatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A snapshot tells the same as the events before it. */
class SagaStateTest {

    private static final String WHY = "the warehouse called";

    static List<List<SagaEvent>> lives() {
        SagaEvent timedOut = new StepTimedOut(ORDER, SagaStep.CONFIRMING_ORDER);
        return List.of(SagaFixture.RESERVING, and(SagaFixture.RESERVING, lineReserved(POT)),
                and(SagaFixture.RESERVING, lineRefused(CUP),
                        compensationStarted(RejectionReason.OUT_OF_STOCK, false, POT),
                        lateReservationOf(CUP, SagaStep.COMPENSATING), lineReleased(POT)),
                SagaFixture.AUTHORIZING, SagaFixture.CONFIRMING,
                and(SagaFixture.CONFIRMING, timedOut, timedOut,
                        new FulfilmentStalled(ORDER, SagaStep.CONFIRMING_ORDER)),
                and(SagaFixture.AWAITING, new StepRetried(ORDER, SagaStep.AWAITING_SHIPMENT, WHY),
                        new CancellationRequested(ORDER, WHY)),
                and(SagaFixture.RESERVING, new DeadlineMoved(ORDER, SagaStep.RESERVING_STOCK, 0, Instant.EPOCH, WHY)),
                and(SagaFixture.RESERVING, new DeadlineCancelled(ORDER, SagaStep.RESERVING_STOCK, 0, WHY)),
                and(SagaFixture.AWAITING,
                        Collections.nCopies(Interventions.MAX_REQUESTS, new CancellationRequested(ORDER, WHY))
                                .toArray(SagaEvent[]::new)),
                SagaFixture.DELIVERING, and(SagaFixture.DELIVERING, lineDispatched(CUP)),
                and(SagaFixture.DELIVERING,
                        new StepSkipped(ORDER, SagaStep.DELIVERING, List.of(CUP, POT), true, WHY),
                        new FulfilmentEvent.FulfilmentCompleted(ORDER)),
                SagaFixture.COMPLETED, SagaFixture.CANCELLED_WHILE_RESERVING, SagaFixture.CANCELLED_WHILE_AWAITING,
                SagaFixture.TIMED_OUT_WHILE_CONFIRMING, SagaFixture.COMPENSATED);
    }

    @ParameterizedTest
    @MethodSource("lives")
    void standsForTheEventsBeforeIt(List<SagaEvent> life) {
        SagaState state = stateAfter(life);
        assertThat(stateAfter(List.of(state))).isEqualTo(state);
        commands(life).forEach(command -> assertThat(decided(List.of(state), command)).as("%s", command)
                .isEqualTo(decided(life, command)));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void isWrittenAndReadUnderItsStableName(List<SagaEvent> life) {
        StableNameSerializer serializer = new StableNameSerializer(MessageTypes.of(List.of(SagaState.class)));
        SagaState state = stateAfter(life);
        SerializedObject<byte[]> written = serializer.serialize(state, byte[].class);
        assertThat(written.getType().getName()).isEqualTo("saga.state");
        assertThat(written.getType().getRevision()).isEqualTo("2");
        assertThat(serializer.<byte[], Object>deserialize(written)).isEqualTo(state);
    }

    private static Stream<Object> commands(List<SagaEvent> life) {
        Stream<Object> told = Stream.of(SagaFixture.START, SagaFixture.PAYMENT_AUTHORIZED,
                SagaFixture.PAYMENT_DECLINED, SagaFixture.PAYMENT_CAPTURED, SagaFixture.PAYMENT_VOIDED,
                SagaFixture.ORDER_CONFIRMED, SagaFixture.ORDER_SHIPPED, SagaFixture.ORDER_CANCELLED,
                SagaFixture.ORDER_REJECTED, new RetryStep(ORDER, WHY), new SkipStep(ORDER, WHY),
                new CancelFulfilment(ORDER, WHY), new CancelDeadline(ORDER, 0, WHY));
        Stream<Object> ofLines = Stream.of(CUP, POT).flatMap(sku -> Stream.of(SagaFixture.reserved(sku),
                SagaFixture.outOfStock(sku), SagaFixture.released(sku), SagaFixture.dispatched(sku)));
        Stream<Object> timeouts = Stream.of(SagaStep.values())
                .flatMap(step -> Stream.iterate(life.size() - 1, ask -> ask >= 0, ask -> ask - 1)
                        .map(ask -> new RecordStepTimeout(ORDER, step, (long) ask, false)));
        return Stream.of(told, ofLines, timeouts).flatMap(all -> all);
    }

    /** What the saga applies; nothing where it refuses. */
    private static List<Object> decided(List<?> past, Object command) {
        List<Object> decided = new ArrayList<>();
        saga(past, command).expectEventsMatching(new CustomTypeSafeMatcher<List<EventMessage<?>>>("any") {
            @Override
            protected boolean matchesSafely(List<EventMessage<?>> events) {
                events.stream().map(Message::getPayload).forEach(decided::add);
                return true;
            }
        });
        return decided;
    }

    /** A deadline of an end changes nothing. */
    private static SagaState stateAfter(List<?> past) {
        List<SagaState> states = new ArrayList<>();
        saga(past, new RecordStepTimeout(ORDER, SagaStep.COMPLETED, null, false))
                .expectState(saga -> states.add(saga.state()));
        return states.getFirst();
    }

    private static ResultValidator<OrderSaga> saga(List<?> past, Object command) {
        return new AggregateTestFixture<>(OrderSaga.class).given(past).when(command);
    }
}
