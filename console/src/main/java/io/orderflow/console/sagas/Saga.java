package io.orderflow.console.sagas;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process of an order, as the HTTP interface shows it.
 *
 * @param until    when the deadline of what it waits for is due; absent where there is none
 * @param timeline the last events of the process; absent in lists
 */
public record Saga(String orderId, String step, List<String> waitingFor, Instant since, Instant startedAt,
        Instant progressAt,
        @Nullable PaymentWait payment, boolean unanswered, boolean stalled, @Nullable Instant until,
        @Nullable List<Moment> timeline) {

    public Saga {
        timeline = timeline == null ? List.of() : timeline;
    }

    /** The request of the payment that the ledger has not answered. */
    public record PaymentWait(String status, Instant since) {}

    /** One event of the process; reason and actor are those of an operator. */
    public record Moment(String type, Instant at, @Nullable String detail, @Nullable String reason,
            @Nullable String actor) {

        public boolean isByOperator() {
            return reason != null;
        }

        public boolean isFailure() {
            return type.contains("refused") || type.contains("deadline") || type.contains("stalled")
                    || type.contains("compensation-started");
        }
    }

    /** What it waits for, in words; the step's own wait where a service owes nothing that has a name. */
    public String waitsFor() {
        return SagaWords.waitOf(this);
    }

    public String stepName() {
        return SagaWords.nameOf(step);
    }

    public boolean isEnded() {
        return SagaWords.isEnd(step);
    }

    /** What an operator can do now, and why not, where it is not possible. */
    public List<Possibility> possibilities() {
        return Possibility.of(this);
    }

    /** The timeline, the newest event first. */
    public List<Moment> newestFirst() {
        return timeline.reversed();
    }
}
