package io.orderflow.saga;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.message.Handled;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaCommand.CancelFulfilment;
import io.orderflow.api.saga.SagaCommand.RetryStep;
import io.orderflow.api.saga.SagaCommand.SkipStep;
import io.orderflow.api.saga.SagaEvent.CancellationRequested;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.StepRetried;
import io.orderflow.api.saga.SagaEvent.StepSkipped;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * The part of an {@link OrderSaga} that an operator speaks to. What each action means at each step is told there. An
 * operator may say the same twice: it is recorded twice, and the second time does no harm; but not without an end.
 */
final class Interventions {

    private final Progress progress;

    Interventions(Progress progress) {
        this.progress = progress;
    }

    @CommandHandler
    Handled handle(RetryStep command) {
        requireQuestions();
        requireRequestsLeft();
        apply(new StepRetried(command.orderId(), progress.step(), command.reason()));
        Questions.askAgain(command.orderId(), progress);
        return handled();
    }

    @CommandHandler
    Handled handle(SkipStep command) {
        OrderId order = command.orderId();
        List<Sku> unanswered = progress.lines().unsettled();
        switch (progress.step()) {
            case DELIVERING -> {
                apply(new StepSkipped(order, SagaStep.DELIVERING, unanswered, progress.isPaymentToCollect(),
                        command.reason()));
                apply(new FulfilmentCompleted(order));
            }
            case COMPENSATING -> {
                requireOrderClosed();
                apply(new StepSkipped(order, SagaStep.COMPENSATING, unanswered, progress.isPaymentToReturn(),
                        command.reason()));
                apply(new FulfilmentCompensated(order));
            }
            case COMPLETED -> skipAgain(command, SagaStep.DELIVERING);
            case COMPENSATED -> skipAgain(command, SagaStep.COMPENSATING);
            default -> throw new StepNotSkippable(order, progress.step());
        }
        return handled();
    }

    @CommandHandler
    Handled handle(CancelFulfilment command) {
        if (!progress.isBeforeDelivery()) {
            throw new TooLateToCancel(command.orderId(), progress.step());
        }
        requireRequestsLeft();
        apply(new CancellationRequested(command.orderId(), command.reason()));
        return handled();
    }

    /**
     * What was written off is asked for once more, in case that what asked for it was given up among the dead letters.
     */
    private void skipAgain(SkipStep command, SagaStep skipped) {
        if (!progress.isAnythingWrittenOff()) {
            throw new StepNotSkippable(command.orderId(), progress.step());
        }
        requireRequestsLeft();
        apply(new StepSkipped(command.orderId(), skipped, progress.lines().writtenOff(),
                progress.isPaymentWrittenOff(), command.reason()));
    }

    private void requireQuestions() {
        if (!Questions.areThereAny(progress)) {
            throw new NothingToRetry(progress.start().orderId(), progress.step());
        }
    }

    private void requireRequestsLeft() {
        if (progress.requests().areExhausted()) {
            throw new TooManyRequests(progress.start().orderId(), progress.step());
        }
    }

    private void requireOrderClosed() {
        if (!progress.isOrderClosed()) {
            throw new OrderStillOpen(progress.start().orderId());
        }
    }

    private static Handled handled() {
        return new Handled(AggregateLifecycle.getVersion());
    }
}
