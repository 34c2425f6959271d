package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRefused;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.InterventionEvent.ByOperator;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.Events;
import io.orderflow.service.message.Origin;
import io.orderflow.service.web.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The process of one order.
 *
 * @param waitingFor as in {@link Progress}
 * @param since      when the step began
 * @param changedAt  when the last event of the saga happened
 * @param progressAt when it last came nearer to its end: a repeated request is no progress, whoever makes it
 * @param payment    the request of the payment that the ledger has not answered, absent where there is none
 * @param unanswered whether a service owes the process or its payment an answer, also after the end; a wait for people
 *                   does not count
 * @param stalled    whether the saga has asked so often that only an operator makes it ask again
 * @param until      when the deadline of what it waits for passes, absent where there is none, or it is not known
 * @param deadline   that deadline, absent likewise
 * @param timeline   the last {@value #TIMELINE} events of the saga; all are in the history of its order
 * @param version    the version of the saga
 * @param position   the position of the last event in the document, absent where it is as of a past moment
 */
@MessageType("view.saga")
public record SagaView(String orderId, SagaStep step, List<String> waitingFor, Instant since, Instant startedAt,
        Instant changedAt, Instant progressAt, @Nullable PaymentWait payment, boolean unanswered, boolean stalled,
        @Nullable Instant until, @Nullable SagaDeadline deadline, List<Moment> timeline, long version,
        @Nullable Long position) implements Versioned {

    /** The request of a payment to the ledger, and the time since which it has waited for the answer. */
    public record PaymentWait(PaymentStatus status, Instant since) {

        static @Nullable PaymentWait after(@Nullable PaymentWait before, PaymentEvent event, Instant at) {
            return switch (event) {
                case PaymentRequested e -> new PaymentWait(PaymentStatus.REQUESTED, at);
                case PaymentCaptureRequested e -> new PaymentWait(PaymentStatus.CAPTURING, at);
                case PaymentVoidRequested e -> new PaymentWait(PaymentStatus.VOIDING, at);
                case PaymentRefundRequested e -> new PaymentWait(PaymentStatus.REFUNDING, at);
                case PaymentAskedAgain e -> before;
                case PaymentAuthorized e -> null;
                case PaymentDeclined e -> null;
                case PaymentCaptured e -> null;
                case PaymentVoided e -> null;
                case PaymentRefunded e -> null;
                case PaymentRefundRefused e -> null;
            };
        }
    }

    /** The number of moments that are shown. */
    static final int TIMELINE = 200;

    /**
     * One event of a saga.
     *
     * @param type   its stable name
     * @param detail its content beyond the name, absent where it has none
     * @param reason the reason of an operator, absent where the event is no intervention
     * @param actor  the operator
     */
    public record Moment(String type, Instant at, @Nullable String detail, @Nullable String reason,
            @Nullable String actor) {

        static Moment of(SagaEvent event, Instant at, @Nullable String actor) {
            String type = event.getClass().getAnnotation(MessageType.class).value();
            return event instanceof ByOperator decision
                    ? new Moment(type, at, MomentDetail.of(event), decision.reason(), actor)
                    : new Moment(type, at, MomentDetail.of(event), null, null);
        }
    }

    /** Returns a saga of which no event is folded yet, as {@link Progress} has it before the first event. */
    static SagaView begun(String orderId, Instant at) {
        return new SagaView(orderId, SagaStep.RESERVING_STOCK, List.of(), at, at, at, at, null, true, false, null,
                null, List.of(), 0, null);
    }

    SagaView after(EventMessage<?> message) {
        SagaEvent event = (SagaEvent) message.getPayload();
        Instant at = message.getTimestamp();
        ProgressChange move = ProgressChange.of(new Progress(step, waitingFor, since), event, at);
        SagaChange change = new SagaChange();
        change.progress = move.progress();
        change.changedAt = at;
        change.progressAt = move.nearer() ? at : progressAt;
        change.stalled = isStalledAfter(event, move.progress().step());
        change.deadline = SagaDeadline.after(deadline, message, move.progress().step() != step);
        change.timeline = last(timeline, Moment.of(event, at, (String) message.getMetaData().get(Origin.ACTOR)));
        change.version = Events.versionOf(message);
        return change.saga();
    }

    private static List<Moment> last(List<Moment> before, Moment moment) {
        return Stream.concat(before.stream().skip(Math.max(0, before.size() - TIMELINE + 1L)), Stream.of(moment))
                .toList();
    }

    /**
     * Folds an event of the payment. It is progress of the process too when a payment begins or ends to wait; a
     * repeated request is none.
     */
    SagaView paying(PaymentEvent event, Instant at) {
        SagaChange change = new SagaChange();
        change.payment = PaymentWait.after(payment, event, at);
        change.progressAt = event instanceof PaymentAskedAgain ? progressAt : at;
        return change.saga();
    }

    private static boolean isUnanswered(SagaStep step, @Nullable PaymentWait payment) {
        return payment != null || switch (step) {
            case RESERVING_STOCK, AUTHORIZING_PAYMENT, CONFIRMING_ORDER, DELIVERING, COMPENSATING -> true;
            case AWAITING_SHIPMENT, COMPLETED, COMPENSATED -> false;
        };
    }

    /**
     * Whether the saga is stalled, which it is until an operator has its step tried again, or it goes on to another
     * step.
     */
    private boolean isStalledAfter(SagaEvent event, SagaStep next) {
        return event instanceof FulfilmentStalled || stalled && next == step && !(event instanceof StepRetried);
    }

    /** The fields of the saga that an event can change. No other code copies all fields. */
    private final class SagaChange {

        private Progress progress = new Progress(step, waitingFor, since);
        private Instant changedAt = SagaView.this.changedAt;
        private Instant progressAt = SagaView.this.progressAt;
        private @Nullable PaymentWait payment = SagaView.this.payment;
        private boolean stalled = SagaView.this.stalled;
        private @Nullable SagaDeadline deadline = SagaView.this.deadline;
        private List<Moment> timeline = SagaView.this.timeline;
        private long version = SagaView.this.version;

        SagaView saga() {
            return new SagaView(orderId, progress.step(), progress.waitingFor(), progress.since(), startedAt,
                    changedAt, progressAt, payment, isUnanswered(progress.step(), payment), stalled,
                    deadline == null ? null : deadline.due(), deadline, timeline, version, position);
        }
    }
}
