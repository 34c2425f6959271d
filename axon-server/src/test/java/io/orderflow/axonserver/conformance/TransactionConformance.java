package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Conformance.soon;
import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Transactions that clash or break, the history of snapshots, and what a tracker may ask for. */
interface TransactionConformance extends Conformance {

    private EventChannel channel(String name) {
        return clients().connect(name).eventChannel();
    }

    private static void append(EventChannel events, Event... transaction) {
        assertThat(soon(events.appendEvents(transaction)).getSuccess()).isTrue();
    }

    @Test
    default void appendsNothingOfATransactionWhoseClientIsLost() {
        Lines lines = new Lines();
        AppendEventsTransaction lost = clients().factory("lost", lines).connect("default").eventChannel()
                .startAppendEventsTransaction();
        EventChannel events = channel("client");
        lost.appendEvent(domainEvent("a", 0)).appendEvent(domainEvent("a", 1));
        append(events, event("meanwhile"));

        lines.cut();

        append(events, domainEvent("a", 0));
        append(events, event("afterwards"));
        assertThat(soon(events.getLastToken())).isEqualTo(2);
        assertThat(soon(events.findHighestSequence("a"))).isZero();
    }

    @Test
    default void confirmsATransactionWithoutEvents() {
        EventChannel events = channel("client");

        append(events);

        assertThat(soon(events.getLastToken())).isEqualTo(-1);
    }

    @Test
    default void appendsNothingOfATransactionThatClashesWithItself() {
        EventChannel events = channel("client");

        for (long wrong : new long[]{0, 2}) {
            assertThatThrownBy(
                    () -> events.appendEvents(event("x"), domainEvent("a", 0), domainEvent("a", wrong)).join())
                    .hasStackTraceContaining("[AXONIQ-2000] Invalid sequence number " + wrong);
        }
        assertThat(soon(events.getLastToken())).isEqualTo(-1);
        append(events, domainEvent("a", 0), domainEvent("b", 0), domainEvent("a", 1));
    }

    @Test
    default void letsOneOfSeveralTransactionsHaveASequenceNumber() {
        List<EventChannel> rivals = IntStream.range(0, 3).mapToObj(i -> channel("rival" + i)).toList();
        for (int sequence = 0; sequence < 20; sequence++) {
            long next = sequence;
            List<CompletableFuture<Boolean>> outcomes = IntStream.range(0, 12)
                    .mapToObj(i -> rivals.get(i % 3).appendEvents(domainEvent("a", next), event("e"))
                            .handle((confirmation, error) -> {
                                assertThat(error == null || error.getMessage().contains("AXONIQ-2000")).isTrue();
                                return error == null;
                            }))
                    .toList();
            assertThat(outcomes).extracting(Conformance::soon).containsOnlyOnce(true);
        }
        assertThat(soon(rivals.getFirst().getLastToken())).isEqualTo(39);
        assertThat(
                rivals.getFirst().openAggregateStream("a").asStream().map(Event::getAggregateSequenceNumber).toList())
                .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
    }

    @Test
    default void listsALongHistoryOfSnapshots() {
        EventChannel events = channel("client");
        ByteString large = ByteString.copyFrom(new byte[20_000]);
        append(events, IntStream.range(0, 150).mapToObj(i -> domainEvent("a", i)).toArray(Event[]::new));
        List<CompletableFuture<?>> added = IntStream.range(0, 150).<CompletableFuture<?>>mapToObj(i -> {
            Event snapshot = domainEvent("a", i);
            return events
                    .appendSnapshot(snapshot.toBuilder().setPayload(snapshot.getPayload().toBuilder().setData(large))
                            .build());
        }).toList();
        added.forEach(Conformance::soon);

        assertThat(events.loadSnapshots("a", Long.MAX_VALUE, 1_000).asStream().map(Event::getAggregateSequenceNumber)
                .toList()).containsExactlyElementsOf(LongStream.range(0, 150).map(i -> 149 - i).boxed().toList());
        assertThat(events.loadSnapshots("a", 10, 120, 100).asStream().map(Event::getAggregateSequenceNumber).toList())
                .containsExactlyElementsOf(LongStream.range(0, 100).map(i -> 120 - i).boxed().toList());
        assertThat(events.loadSnapshots("a", 149, 1).asStream().toList()).allMatch(Event::getSnapshot).hasSize(1);
    }

    @Test
    default void refusesASnapshotOfNoAggregate() {
        assertThatThrownBy(() -> channel("client").appendSnapshot(event("x")).join())
                .hasStackTraceContaining("A snapshot needs an aggregate");
    }

    @Test
    default void leavesOutTheRevisionsThatATrackerDoesNotWant() throws InterruptedException {
        EventChannel events = channel("client");
        Event[] revisions = IntStream.range(0, 4).mapToObj(i -> event("e")
                .toBuilder()
                .setPayload(Messages.payload("e").toBuilder().setType("noise").setRevision("" + i % 2))
                .build()).toArray(Event[]::new);

        try (EventStream stream = events.openStream(-1, 100, 16, true)) {
            stream.excludePayloadType("noise", "0");
            append(events, event("first"));
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isZero();
            append(events, revisions);
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(2);
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(4);
        }
        try (EventStream fresh = events.openStream(0, 100)) {
            assertThat(fresh.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(1);
        }
    }
}
