package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who asks for updates, and what came of it. Thread-safe. */
final class Subscriber implements SubscriptionCall {

    private final SubscriptionOutcome outcome;
    private final InstantSource clock;
    private final Router router;
    private final PacedQueue<SubscriptionQueryResponse> updates;
    private final AtomicReference<@Nullable UpdateSubscription> subscription = new AtomicReference<>();
    private volatile @Nullable QueryCall initialQuery;
    private volatile boolean gone;

    Subscriber(Sender sender, SubscriptionOutcome outcome, InstantSource clock, Router router) {
        this.outcome = outcome;
        this.clock = clock;
        this.router = router;
        this.updates = new PacedQueue<>(sender, outcome::isReady, outcome::update, 0);
    }

    @Override
    public void grant(long more) {
        updates.grant(more);
    }

    @Override
    public void resume() {
        updates.resume();
    }

    @Override
    public void subscribe(SubscriptionQuery query) {
        UpdateSubscription created = new UpdateSubscription(query, updates, outcome, router::close, clock);
        if (subscription.compareAndSet(null, created)) {
            router.open(created);
        }
    }

    /** It is asked when the handlers know the subscription: no update falls between the two. */
    @Override
    public void askInitialResult(QueryRequest query) {
        UpdateSubscription current = subscription.get();
        if (current == null) {
            ask(query);
        } else {
            current.whenRegistered(() -> ask(query));
        }
    }

    private void ask(QueryRequest query) {
        if (!gone) {
            initialQuery = router.ask(query, new FirstAnswer(outcome));
            if (gone) {
                cancel();
            }
        }
    }

    @Override
    public void unsubscribe() {
        UpdateSubscription current = subscription.get();
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void cancel() {
        gone = true;
        unsubscribe();
        QueryCall asked = initialQuery;
        if (asked != null) {
            asked.cancel();
        }
    }

    /** What a subscriber needs of the router. */
    interface Router {

        QueryCall ask(QueryRequest query, QueryOutcome outcome);

        /** Brings a subscription to the handlers, or refuses it. */
        void open(UpdateSubscription subscription);

        void close(UpdateSubscription subscription);
    }

    /** Takes one answer to the subscriber. */
    private static final class FirstAnswer implements QueryOutcome {
        private final SubscriptionOutcome outcome;
        private final AtomicReference<@Nullable SubscriptionOutcome> unanswered;

        FirstAnswer(SubscriptionOutcome outcome) {
            this.outcome = outcome;
            this.unanswered = new AtomicReference<>(outcome);
        }

        private void once(Consumer<SubscriptionOutcome> answer) {
            if (unanswered.getAndSet(null) != null) {
                answer.accept(outcome);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void answered(QueryResponse response) {
            once(subscriber -> subscriber.initialResult(response));
        }

        @Override
        public void completed() {
            failed(RoutingFailure.NO_ANSWER);
        }

        @Override
        public void failed(RoutingFailure failure) {
            once(subscriber -> subscriber.noInitialResult(failure));
        }
    }
}
