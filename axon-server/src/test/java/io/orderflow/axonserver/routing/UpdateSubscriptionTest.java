package io.orderflow.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryUpdateComplete;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A handler that an {@code Error} keeps from being told: nobody waits for it, and all others are told. */
class UpdateSubscriptionTest {

    private static final SubscriptionQueryResponse COMPLETE = SubscriptionQueryResponse.newBuilder()
            .setComplete(QueryUpdateComplete.getDefaultInstance())
            .build();

    private final List<SubscriptionQueryResponse> updates = new ArrayList<>();
    private final List<UpdateSubscription> over = new ArrayList<>();
    private final SubscriptionOutcome outcome = new SubscriptionOutcome() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void initialResult(QueryResponse response) {
            throw new AssertionError("Nobody asked for it");
        }

        @Override
        public void noInitialResult(RoutingFailure failure) {
            throw new AssertionError("Nobody asked for it");
        }

        @Override
        public void update(SubscriptionQueryResponse response) {
            updates.add(response);
        }

        @Override
        public void failed(RoutingFailure failure) {
            throw new AssertionError("It did not fail");
        }
    };
    private final UpdateSubscription subscription = new UpdateSubscription(SubscriptionQuery.getDefaultInstance(),
            new PacedQueue<>(new Sender(new Memory(1 << 20)), () -> true, outcome::update, Long.MAX_VALUE), outcome,
            over::add, InstantSource.system());

    private static final class Handler implements QuerySink {

        private boolean broken;
        private boolean subscribed;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void query(QueryRequest query) {
            throw new AssertionError("Nobody asks");
        }

        @Override
        public void request(String queryId, long answers) {
            throw new AssertionError("Nobody asks");
        }

        @Override
        public void cancel(String queryId) {
            throw new AssertionError("Nobody asks");
        }

        @Override
        public void subscribe(SubscriptionQuery query) {
            requireWhole();
            subscribed = true;
        }

        @Override
        public void unsubscribe(SubscriptionQuery query) {
            requireWhole();
            subscribed = false;
        }

        private void requireWhole() {
            if (broken) {
                throw new OutOfMemoryError("of the test");
            }
        }
    }

    @Test
    void isCompletedByTheOthersWhereOneCouldNotBeToldOfIt() {
        Handler well = new Handler();
        Handler broken = new Handler();
        broken.broken = true;
        subscription.bringTo(well);
        assertThatThrownBy(() -> subscription.bringTo(broken)).isInstanceOf(OutOfMemoryError.class);

        subscription.said(well, COMPLETE);

        assertThat(updates).containsExactly(COMPLETE);
        assertThat(over).containsExactly(subscription);
    }

    @Test
    void isBroughtAgainToOneThatCouldNotBeToldOfIt() {
        Handler handler = new Handler();
        handler.broken = true;
        assertThatThrownBy(() -> subscription.bringTo(handler)).isInstanceOf(OutOfMemoryError.class);
        handler.broken = false;

        subscription.bringTo(handler);

        assertThat(handler.subscribed).isTrue();
    }

    @Test
    void tellsTheSubscriberAndTheOthersOfItsEndWhereOneCannotBeTold() {
        List<Handler> handlers = List.of(new Handler(), new Handler(), new Handler());
        handlers.forEach(subscription::bringTo);
        handlers.get(1).broken = true;
        subscription.said(handlers.get(0), COMPLETE);
        subscription.said(handlers.get(1), COMPLETE);

        assertThatThrownBy(() -> subscription.said(handlers.get(2), COMPLETE)).isInstanceOf(OutOfMemoryError.class);

        assertThat(updates).containsExactly(COMPLETE);
        assertThat(over).containsExactly(subscription);
        assertThat(handlers).extracting(handler -> handler.subscribed).containsExactly(false, true, false);
    }

    @Test
    void forgetsAHandlerThatCannotBeToldThatItHasItNoMore() {
        Handler handler = new Handler();
        Handler other = new Handler();
        subscription.bringTo(handler);
        subscription.bringTo(other);
        handler.broken = true;

        assertThatThrownBy(() -> subscription.takeFrom(handler)).isInstanceOf(OutOfMemoryError.class);
        subscription.said(other, COMPLETE);

        assertThat(updates).containsExactly(COMPLETE);
    }
}
