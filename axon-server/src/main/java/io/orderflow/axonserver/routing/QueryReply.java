package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The answers to one query on their way to its sender: from one handler, or gathered from several. Those that the
 * sender does not take yet are kept. Thread-safe.
 */
final class QueryReply implements QueryCall {

    private final QueryOutcome outcome;
    private final PacedQueue<QueryResponse> answers;
    private final boolean gathered;
    private final AtomicLong answersLeft;
    private final AtomicInteger partsLeft = new AtomicInteger();
    private volatile List<PendingQuery> parts = List.of();

    private QueryReply(Sender sender, QueryOutcome outcome, boolean gathered, long maxAnswers) {
        this.outcome = outcome;
        this.answers = new PacedQueue<>(sender, outcome::isReady, outcome::answered, Long.MAX_VALUE);
        this.gathered = gathered;
        this.answersLeft = new AtomicLong(maxAnswers);
    }

    /** What one handler has to say, which is passed on whole. */
    static QueryReply ofOne(Sender sender, QueryOutcome outcome) {
        return new QueryReply(sender, outcome, false, Long.MAX_VALUE);
    }

    /**
     * What several handlers have to say: their failures are nobody's concern as long as others answer.
     *
     * @param maxAnswers
     *            after so many the others are not waited for
     */
    static QueryReply gathered(Sender sender, QueryOutcome outcome, long maxAnswers) {
        return new QueryReply(sender, outcome, true, maxAnswers);
    }

    /** To be called before any of them is sent. */
    void expect(List<PendingQuery> expected) {
        parts = List.copyOf(expected);
        partsLeft.set(expected.size());
        if (expected.isEmpty()) {
            answers.finish(outcome::completed);
        }
    }

    void answered(QueryResponse response) {
        long left = answersLeft.decrementAndGet();
        if (left < 0) {
            return;
        }
        if (!answers.add(response)) {
            if (answers.discard()) {
                outcome.failed(RoutingFailure.SENDER_TOO_SLOW);
            }
            parts.forEach(PendingQuery::cancel);
        } else if (left == 0) {
            answers.finish(outcome::completed);
            parts.forEach(PendingQuery::cancel);
        } else {
            letHandlersGoOn();
        }
    }

    /** The thread that handed answers on asks for all handlers: those that came meanwhile found it still at work. */
    private void letHandlersGoOn() {
        parts.forEach(PendingQuery::requestMore);
    }

    boolean isKeepingUp() {
        return answers.isKeepingUp();
    }

    void partCompleted() {
        if (partsLeft.decrementAndGet() == 0) {
            answers.finish(outcome::completed);
        }
    }

    void partFailed(RoutingFailure failure) {
        if (gathered) {
            partCompleted();
        } else {
            answers.finish(() -> outcome.failed(failure));
        }
    }

    @Override
    public void resume() {
        answers.resume();
        letHandlersGoOn();
    }

    @Override
    public void cancel() {
        answers.discard();
        parts.forEach(PendingQuery::cancel);
    }
}
