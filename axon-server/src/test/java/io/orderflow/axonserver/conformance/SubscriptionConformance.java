package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static io.orderflow.axonserver.conformance.Queries.next;
import static io.orderflow.axonserver.conformance.Queries.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.ReplyChannel;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.query.QueryHandler;
import io.axoniq.axonserver.connector.query.SubscriptionQueryResult;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryUpdate;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Subscription queries: an initial result, and updates until one of the two sides has enough. */
interface SubscriptionConformance extends Conformance {

    private SubscriptionQueryResult subscribe(String name) {
        return subscribe(query(name));
    }

    private SubscriptionQueryResult subscribe(QueryRequest query) {
        SubscriptionQueryResult result = clients().connect("subscriber").queryChannel().subscriptionQuery(query, 32, 8);
        clients().endFirst(result.updates()::close);
        return result;
    }

    @SuppressWarnings("removal") // Axon Framework 4 asks in this way.
    private static QueryResponse initialResult(SubscriptionQueryResult result) {
        return Conformance.soon(result.initialResult());
    }

    private Updates handler(String component) {
        Updates handler = new Updates(component);
        register(clients().connect(component), "watch", handler);
        return handler;
    }

    private static void asked(Updates... handlers) {
        for (Updates handler : handlers) {
            await().atMost(LIMIT).until(() -> handler.subscribers() == 1);
        }
    }

    @Test
    default void bringsTheInitialResultAndThenTheUpdates() {
        Updates handler = handler("handler");
        SubscriptionQueryResult result = subscribe("watch");
        asked(handler);

        assertThat(textOf(initialResult(result).getPayload())).isEqualTo("initial of handler");
        handler.send("1");
        handler.send("2");

        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("1");
        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("2");
    }

    @Test
    default void bringsInitialResultsByAQueryOfTheirOwn() {
        Updates handler = handler("handler");
        SubscriptionQueryResult result = subscribe("watch");
        asked(handler);

        assertThat(Queries.all(result.initialResults())).containsExactly("initial of handler");
    }

    /** As the connector's own tests have it: the call ends within a second, and its text is the code alone. */
    @Test
    default void endsASubscriptionThatNobodyHandles() {
        SubscriptionQueryResult result = subscribe("watch");

        await().atMost(Duration.ofSeconds(1)).until(result.updates()::isClosed);
        assertThatThrownBy(() -> initialResult(result)).hasRootCauseInstanceOf(StatusRuntimeException.class)
                .rootCause()
                .satisfies(end -> assertThat(Status.fromThrowable(end).getDescription()).isEqualTo("AXONIQ-5000"));
    }

    @Test
    default void saysByAQueryOfItsOwnThatNobodyHandlesASubscription() {
        SubscriptionQueryResult result = subscribe("watch");
        await().atMost(LIMIT).until(result.updates()::isClosed);

        assertThat(next(result.initialResults()).getErrorCode()).isEqualTo("AXONIQ-5000");
    }

    /** A handler that is told late of the subscription would not send the update that follows the initial result. */
    @Test
    @SuppressWarnings("removal") // Axon Framework 4 asks in this way.
    default void asksForTheInitialResultWhenAllHandlersKnowTheSubscription() {
        CountDownLatch registration = new CountDownLatch(1);
        AtomicReference<QueryHandler.UpdateHandler> late = new AtomicReference<>();
        Updates answering = handler("answering");
        register(clients().connect("late"), "watch", new QueryHandler() {
            @Override
            public void handle(QueryRequest query, ReplyChannel<QueryResponse> reply) {
                answering.handle(query, reply);
            }

            @Override
            public Registration registerSubscriptionQuery(SubscriptionQuery query, UpdateHandler updates) {
                Uninterruptibles.awaitUninterruptibly(registration, LIMIT);
                late.set(updates);
                return null;
            }
        });

        SubscriptionQueryResult result = subscribe("watch");
        CompletableFuture<QueryResponse> initial = result.initialResult();
        ResultStream<QueryResponse> initialAsQuery = result.initialResults();
        await().during(Duration.ofMillis(300)).atMost(LIMIT)
                .until(() -> !initial.isDone() && initialAsQuery.peek() == null);
        registration.countDown();

        assertThat(textOf(Conformance.soon(initial).getPayload())).isEqualTo("initial of answering");
        late.get().sendUpdate(Updates.update("right after"));
        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("right after");
    }

    @Test
    @SuppressWarnings("removal") // Axon Framework 4 asks in this way.
    default void asksForTheInitialResultThoughAHandlerNeverKnowsTheSubscription() {
        CountDownLatch never = new CountDownLatch(1);
        handler("answering");
        register(clients().connect("stuck"), "watch", new QueryHandler() {
            @Override
            public void handle(QueryRequest query, ReplyChannel<QueryResponse> reply) {
                reply.sendLast(queryResponse("of the one that is stuck"));
            }

            @Override
            public Registration registerSubscriptionQuery(SubscriptionQuery query, UpdateHandler updates) {
                Uninterruptibles.awaitUninterruptibly(never, LIMIT);
                return null;
            }
        });
        try {
            // One of the two is asked, in turns, and one of them answers.
            SubscriptionQueryResult one = subscribe("watch");
            SubscriptionQueryResult two = subscribe("watch");

            await().atMost(LIMIT).until(
                    () -> CompletableFuture.anyOf(one.initialResult(), two.initialResult()).isDone());
        } finally {
            never.countDown();
        }
    }

    @Test
    default void passesAnErrorOnAsTheInitialResult() {
        register(clients().connect("handler"), "watch", (query, reply) -> reply
                .sendLast(queryResponse("why").toBuilder().setErrorCode("AXONIQ-5001").build()));

        assertThat(initialResult(subscribe("watch")).getErrorCode()).isEqualTo("AXONIQ-5001");
    }

    @Test
    default void gathersTheUpdatesOfAllHandlers() {
        Updates one = handler("one");
        Updates two = handler("two");
        SubscriptionQueryResult result = subscribe("watch");
        asked(one, two);

        one.send("1");
        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("1");
        two.send("2");
        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("2");
    }

    @Test
    default void bringsTheSubscriptionToHandlersThatComeLater() {
        Updates early = handler("early");
        SubscriptionQueryResult result = subscribe("watch");
        asked(early);

        Updates late = handler("late");
        asked(late);
        late.send("at last");

        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("at last");
    }

    @Test
    default void goesOnWithTheOtherHandlersWhenOneIsLost() {
        Lines lines = new Lines();
        Updates lost = new Updates("lost");
        register(clients().factory("lost", lines).connect("default"), "watch", lost);
        Updates other = handler("other");
        SubscriptionQueryResult result = subscribe("watch");
        asked(lost, other);

        lines.cut();
        await().atMost(LIMIT).until(() -> lost.leavings() == 1);
        asked(lost);
        other.send("of the other");
        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("of the other");
        lost.send("of the one that came back");

        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("of the one that came back");
    }

    @Test
    default void tellsTheHandlersThatTheSubscriberHasEnough() {
        Updates handler = handler("handler");
        SubscriptionQueryResult result = subscribe("watch");
        asked(handler);

        result.updates().close();

        await().atMost(LIMIT).until(() -> handler.subscribers() == 0);
    }

    @Test
    default void tellsTheHandlersThatTheSubscriberIsLost() {
        Updates handler = handler("handler");
        Lines lines = new Lines();
        clients().factory("subscriber", lines).connect("default").queryChannel().subscriptionQuery(query("watch"), 32,
                8);
        asked(handler);

        lines.cut();

        await().atMost(LIMIT).until(() -> handler.subscribers() == 0);
    }

    @Test
    default void endsWhenAllHandlersHaveNothingMoreToSay() {
        Updates one = handler("one");
        Updates two = handler("two");
        SubscriptionQueryResult result = subscribe("watch");
        asked(one, two);

        one.send("first");
        one.complete();
        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("first");
        two.send("last");
        two.complete();

        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("last");
        assertThat(next(result.updates())).isNull();
        assertThat(result.updates().isClosed()).isTrue();
    }

    @Test
    default void passesTheErrorOfAnUpdateOn() {
        Updates handler = handler("handler");
        SubscriptionQueryResult result = subscribe("watch");
        asked(handler);

        handler.send(QueryUpdate.newBuilder().setErrorCode("AXONIQ-5001").setPayload(Messages.payload("why")).build());

        assertThat(next(result.updates()).getErrorCode()).isEqualTo("AXONIQ-5001");
    }

    @Test
    default void asksAHandlerThatUnregistersForNoMoreUpdates() {
        Updates leaving = new Updates("leaving");
        Registration registration = register(clients().connect("leaving"), "watch", leaving);
        Updates other = handler("other");
        SubscriptionQueryResult result = subscribe("watch");
        asked(leaving, other);

        registration.cancel();

        await().atMost(LIMIT).until(() -> leaving.subscribers() == 0);
        other.send("still here");
        assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("still here");
    }

    @Test
    default void bringsManyUpdatesInOrderToASlowReader() {
        Updates handler = handler("handler");
        SubscriptionQueryResult result = subscribe("watch");
        asked(handler);

        IntStream.range(0, 2_000).forEach(i -> handler.send("" + i));

        for (int i = 0; i < 2_000; i++) {
            assertThat(textOf(next(result.updates()).getPayload())).isEqualTo("" + i);
        }
    }

    @Test
    default void endsASubscriptionWhoseReaderIsFarTooSlow() {
        Updates handler = handler("handler");
        SubscriptionQueryResult result = subscribe("watch");
        asked(handler);

        String large = "x".repeat(1 << 20);
        IntStream.range(0, 150).forEach(i -> handler.send(large));

        await().atMost(LIMIT).until(() -> handler.subscribers() == 0);
        await().atMost(LIMIT).until(() -> next(result.updates()) == null);
        assertThat(result.updates().getError()).get().asString().contains("unread");
    }

    @Test
    default void endsASubscriptionOneOfWhoseUpdatesIsTooLargeAndNothingElseOfItsHandler() {
        Updates handler = new Updates("shop");
        register(clients().factory("shop", "shop-1").connect("default"), "watch", handler);
        SubscriptionQueryResult result = subscribe("watch");
        SubscriptionQueryResult other = subscribe("watch");
        await().atMost(LIMIT).until(() -> handler.subscribers() == 2);

        handler.send("first");
        handler.sendToOne(Updates.update("").toBuilder().setPayload(Messages.sized(18 << 20)).build());
        handler.send("last");

        List<SubscriptionQueryResult> both = List.of(result, other);
        both.forEach(each -> assertThat(textOf(next(each.updates()).getPayload())).isEqualTo("first"));
        List<QueryUpdate> last = both.stream().map(each -> next(each.updates())).filter(Objects::nonNull).toList();
        assertThat(last).extracting(update -> textOf(update.getPayload())).containsExactly("last");
        assertThat(both.stream().flatMap(each -> each.updates().getError().stream())).singleElement().asString()
                .contains("client shop-1 (shop)", "subscription query watch", " bytes", "--max-message-bytes");
    }

    /** The handlers that got it would lose their streams. */
    @Test
    default void refusesASubscriptionQueryThatIsTooLargeForItsHandlers() {
        Updates handler = handler("handler");
        SubscriptionQueryResult small = subscribe("watch");
        asked(handler);

        SubscriptionQueryResult large = subscribe(query("watch").toBuilder().setPayload(Messages.sized(4 << 20))
                .build());

        assertThat(next(large.updates())).isNull();
        assertThat(large.updates().getError()).get().asString().contains("AXONIQ-3002");
        handler.send("to the small one");
        assertThat(textOf(next(small.updates()).getPayload())).isEqualTo("to the small one");
        assertThat(handler.leavings()).isZero();
    }

    @Test
    default void refusesASecondSubscriptionOfTheSameName() {
        Updates handler = handler("handler");
        QueryRequest query = query("watch");
        SubscriptionQueryResult first = subscribe(query);
        asked(handler);

        SubscriptionQueryResult second = subscribe(query);

        assertThat(next(second.updates())).isNull();
        assertThat(second.updates().getError()).get().asString().contains("identifier");
        handler.send("to the first");
        assertThat(textOf(next(first.updates()).getPayload())).isEqualTo("to the first");
    }
}
