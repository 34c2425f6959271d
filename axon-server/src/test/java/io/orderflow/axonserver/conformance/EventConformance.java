package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Conformance.soon;
import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.AggregateEventStream;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Appending, reading an aggregate, snapshots, and the tokens of the log. */
interface EventConformance extends Conformance {

    private EventChannel events() {
        return clients().connect("events").eventChannel();
    }

    private static List<Long> sequencesOf(AggregateEventStream stream) {
        return stream.asStream().map(Event::getAggregateSequenceNumber).toList();
    }

    private static void append(EventChannel events, Event... transaction) {
        assertThat(soon(events.appendEvents(transaction)).getSuccess()).isTrue();
    }

    private static Event[] history(String aggregateId, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> domainEvent(aggregateId, i)).toArray(Event[]::new);
    }

    @Test
    default void readsAnAggregateAsItWasAppended() {
        EventChannel events = events();
        Event first = domainEvent("a", 0).toBuilder().putMetaData("user",
                io.axoniq.axonserver.grpc.MetaDataValue.newBuilder().setTextValue("me").build()).build();
        append(events, event("between"), first, event("others"), domainEvent("a", 1));
        append(events, domainEvent("ab", 0), domainEvent("", 0));

        assertThat(events.openAggregateStream("a").asStream()).first().isEqualTo(first);
        assertThat(sequencesOf(events.openAggregateStream("a"))).containsExactly(0L, 1L);
        assertThat(sequencesOf(events.openAggregateStream("nobody"))).isEmpty();
    }

    @Test
    default void readsALongAggregateInPages() {
        EventChannel events = events();
        append(events, history("long", 0, 700));
        for (int from = 700; from < 1_500; from += 100) {
            append(events, history("long", from, from + 100));
        }

        assertThat(sequencesOf(events.openAggregateStream("long")))
                .containsExactlyElementsOf(LongStream.range(0, 1_500).boxed().toList());
    }

    @Test
    default void readsARangeOfAnAggregate() {
        EventChannel events = events();
        append(events, history("a", 0, 5));
        append(events, history("a", 5, 10));

        assertThat(sequencesOf(events.openAggregateStream("a", 3))).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(sequencesOf(events.openAggregateStream("a", 3, 6))).containsExactly(3L, 4L, 5L, 6L);
        assertThat(sequencesOf(events.openAggregateStream("a", 10))).isEmpty();
    }

    @Test
    default void refusesASequenceThatIsTakenOrMissing() {
        EventChannel events = events();
        append(events, history("a", 0, 2));

        for (long wrong : new long[]{1, 3, 0}) {
            assertThatThrownBy(() -> events.appendEvents(domainEvent("a", wrong)).join())
                    .isInstanceOf(CompletionException.class).cause()
                    .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
                        assertThat(e.getTrailers()
                                .get(Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER)))
                                .isEqualTo("AXONIQ-2000");
                        assertThat(e.getMessage()).contains("[AXONIQ-2000] Invalid sequence number " + wrong);
                    });
        }
        assertThat(soon(events.findHighestSequence("a"))).isEqualTo(1);
    }

    @Test
    default void appendsNothingOfATransactionThatClashes() {
        EventChannel events = events();
        append(events, domainEvent("a", 0));

        assertThatThrownBy(() -> events.appendEvents(event("x"), domainEvent("b", 0),
                domainEvent("a", 0)).join()).hasStackTraceContaining("AXONIQ-2000");

        assertThat(soon(events.getLastToken())).isZero();
        assertThat(soon(events.findHighestSequence("b"))).isEqualTo(-1);
        append(events, domainEvent("b", 0));
    }

    @Test
    default void appendsNothingOfATransactionThatIsRolledBack() {
        EventChannel events = events();
        events.startAppendEventsTransaction().appendEvent(domainEvent("a", 0)).rollback();

        append(events, domainEvent("a", 0));
        assertThat(soon(events.getLastToken())).isZero();
    }

    @Test
    default void startsAnAggregateWithItsSnapshot() {
        EventChannel events = events();
        append(events, history("a", 0, 10));
        soon(events.appendSnapshot(domainEvent("a", 3)));
        soon(events.appendSnapshot(domainEvent("a", 7)));

        List<Event> read = events.openAggregateStream("a").asStream().toList();

        assertThat(read).extracting(Event::getAggregateSequenceNumber).containsExactly(7L, 8L, 9L);
        assertThat(read).extracting(Event::getSnapshot).containsExactly(true, false, false);
        assertThat(sequencesOf(events.openAggregateStream("a", false))).hasSize(10);
    }

    @Test
    default void listsSnapshotsNewestFirst() {
        EventChannel events = events();
        append(events, history("a", 0, 9));
        append(events, history("b", 0, 6));
        for (long sequence : new long[]{2, 4, 6, 8}) {
            soon(events.appendSnapshot(domainEvent("a", sequence)));
        }
        soon(events.appendSnapshot(domainEvent("b", 5)));

        assertThat(sequencesOf(events.loadSnapshot("a"))).containsExactly(8L);
        assertThat(sequencesOf(events.loadSnapshots("a", 7, 2))).containsExactly(6L, 4L);
        assertThat(sequencesOf(events.loadSnapshots("a", 3, 6, 10))).containsExactly(6L, 4L);
        assertThat(sequencesOf(events.loadSnapshots("c", 3, 6, 10))).isEmpty();
        assertThat(sequencesOf(events.loadSnapshots("a", 7, 6, 10))).isEmpty();
        assertThat(sequencesOf(events.loadSnapshots("a", -5, 4, 10))).containsExactly(4L, 2L);
    }

    /** What the framework asks for after it has refused a snapshot at 1, and then one at 0. */
    @Test
    default void listsNoSnapshotsOfARangeBelowTheLowest() {
        EventChannel events = events();
        append(events, history("a", 0, 3));
        soon(events.appendSnapshot(domainEvent("a", 1)));

        assertThat(sequencesOf(events.loadSnapshots("a", 0, 10))).isEmpty();
        assertThat(sequencesOf(events.loadSnapshots("a", -1, 10))).isEmpty();
        assertThat(sequencesOf(events.openAggregateStream("a", 0, -1))).isEmpty();
        soon(events.appendSnapshot(domainEvent("a", 0)));
        assertThat(sequencesOf(events.loadSnapshots("a", 0, 10))).containsExactly(0L);
        assertThat(sequencesOf(events.loadSnapshots("a", -1, 10))).isEmpty();
    }

    @Test
    default void refusesASnapshotBeyondTheLastEvent() {
        EventChannel events = events();
        append(events, history("a", 0, 3));

        assertThatThrownBy(() -> events.appendSnapshot(domainEvent("a", 3)).join())
                .hasMessageContaining("OUT_OF_RANGE: [AXONIQ-2000]").hasMessageContaining("sequence number 3")
                .hasMessageContaining("has 2");
        assertThatThrownBy(() -> events.appendSnapshot(domainEvent("b", 0)).join())
                .hasMessageContaining("AXONIQ-2000").hasMessageContaining("sequence number 0")
                .hasMessageContaining("-1");
        assertThat(sequencesOf(events.openAggregateStream("a"))).containsExactly(0L, 1L, 2L);
        append(events, domainEvent("a", 3), domainEvent("b", 0));
        soon(events.appendSnapshot(domainEvent("a", 3)));
    }

    @Test
    default void countsTokensFromZero() {
        EventChannel events = events();
        assertThat(soon(events.getLastToken())).isEqualTo(-1);
        assertThat(soon(events.getFirstToken())).isEqualTo(-1);

        append(events, event("0"), event("1"));
        append(events, event("2"));

        assertThat(soon(events.getLastToken())).isEqualTo(2);
        assertThat(soon(events.getFirstToken())).isEqualTo(-1);
    }

    @Test
    default void findsTheTokenBeforeATime() {
        EventChannel events = events();
        assertThat(soon(events.getTokenAt(1_000))).isEqualTo(-1);
        append(events, eventAt("0", 1_000), eventAt("1", 3_000), eventAt("2", 2_000));
        append(events, eventAt("3", 2_500));
        append(events, eventAt("4", 5_000));

        assertThat(soon(events.getTokenAt(0))).isEqualTo(-1);
        assertThat(soon(events.getTokenAt(1_000))).isEqualTo(-1);
        assertThat(soon(events.getTokenAt(1_001))).isEqualTo(0);
        assertThat(soon(events.getTokenAt(2_200))).isEqualTo(0);
        assertThat(soon(events.getTokenAt(3_001))).isEqualTo(3);
        assertThat(soon(events.getTokenAt(9_000))).as("the head, for a time to come").isEqualTo(4);
    }

    @Test
    default void tracksFromAfterATokenAndGoesOnWithWhatIsNew() throws InterruptedException {
        EventChannel events = events();
        append(events, event("0"), event("1"), event("2"));

        try (EventStream stream = events.openStream(0, 100)) {
            assertThat(textOf(stream.next().getEvent().getPayload())).isEqualTo("1");
            assertThat(textOf(stream.next().getEvent().getPayload())).isEqualTo("2");
            assertThat(stream.nextIfAvailable()).isNull();
            append(events, event("3"));
            EventWithToken next = stream.nextIfAvailable(10, TimeUnit.SECONDS);
            assertThat(next.getToken()).isEqualTo(3);
            assertThat(textOf(next.getEvent().getPayload())).isEqualTo("3");
        }
    }

    @Test
    default void tracksMoreEventsThanItHasPermitsFor() throws InterruptedException {
        EventChannel events = events();
        for (int i = 0; i < 30; i++) {
            append(events, history("a" + i, 0, 100));
        }

        try (EventStream stream = events.openStream(-1, 64, 16)) {
            for (long token = 0; token < 3_000; token++) {
                EventWithToken event = stream.nextIfAvailable(10, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                assertThat(event.getToken()).isEqualTo(token);
            }
            assertThat(stream.nextIfAvailable()).isNull();
        }
    }

    @Test
    default void leavesOutPayloadsThatATrackerDoesNotWant() throws InterruptedException {
        EventChannel events = events();
        Event unwanted = event("no")
                .toBuilder()
                .setPayload(Messages.payload("no").toBuilder().setType("noise"))
                .build();

        try (EventStream stream = events.openStream(-1, 100)) {
            stream.excludePayloadType("noise", "");
            append(events, event("yes"));
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS)).isNotNull();
            append(events, unwanted, unwanted, event("again"));
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(3);
        }
    }

    @Test
    default void refusesATrackerThatSawMoreThanThereIs() throws InterruptedException {
        EventChannel events = events();
        append(events, event("0"));

        try (EventStream stream = events.openStream(500, 100)) {
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS)).isNull();
            assertThat(stream.getError()).get().asString().contains("beyond the end");
        }
    }

    private static Event sized(Event event, int bytes) {
        return event.toBuilder().setPayload(event.getPayload().toBuilder()
                .setData(ByteString.copyFrom(new byte[bytes]))).build();
    }

    /** What the connector reads at most unless it is told otherwise. */
    @Test
    default void refusesEventsThatClientsCannotRead() throws InterruptedException {
        EventChannel events = events();
        int tooLarge = 4 << 20;
        append(events, sized(domainEvent("a", 0), tooLarge - 2_048), event("after"));

        assertThatThrownBy(() -> append(events, event("good"), sized(event("large"), tooLarge)))
                .hasStackTraceContaining("AXONIQ-2001");
        assertThatThrownBy(() -> events.appendSnapshot(sized(domainEvent("a", 0), tooLarge)).join())
                .hasMessageContaining("AXONIQ-2001").hasMessageContaining("aggregate a at sequence number 0");
        assertThatThrownBy(() -> events.scheduleEvent(java.time.Instant.now(), sized(event("s"), tooLarge)).join())
                .hasMessageContaining("AXONIQ-2001");

        assertThat(soon(events.getLastToken())).isEqualTo(1);
        assertThat(sequencesOf(events.openAggregateStream("a"))).containsExactly(0L);
        try (EventStream stream = events.openStream(-1, 10)) {
            assertThat(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload().getData().size())
                    .isEqualTo(tooLarge - 2_048);
            assertThat(textOf(stream.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload()))
                    .isEqualTo("after");
        }
    }
}
