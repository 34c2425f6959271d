package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Conformance.soon;
import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static io.orderflow.axonserver.conformance.Messages.payload;
import static io.orderflow.axonserver.conformance.StreamReader.properties;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.PersistentStreamProperties;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.streams.CreateResult;
import io.axoniq.axonserver.grpc.streams.SegmentPosition;
import io.axoniq.axonserver.grpc.streams.StreamStatus;
import io.orderflow.axonserver.conformance.StreamReader.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Persistent streams: who gets which events, and from where they go on. */
interface PersistentStreamConformance extends Conformance {

    /** To be called before a test creates streams: a server that lasts may have those of another test. */
    private EventChannel channel(String name) {
        EventChannel events = clients().connect(name).eventChannel();
        soon(events.persistentStreams()).forEach(stream -> soon(events.deletePersistentStream(stream.getStreamId())));
        return events;
    }

    private static void append(EventChannel events, Event... transaction) {
        assertThat(soon(events.appendEvents(transaction)).getSuccess()).isTrue();
    }

    private static void appendNumbered(EventChannel events, int from, int to) {
        append(events, IntStream.range(from, to).mapToObj(i -> event("e" + i)).toArray(Event[]::new));
    }

    private static void create(EventChannel events, String id, PersistentStreamProperties properties) {
        assertThat(soon(events.createPersistentStream(id, properties))).isEqualTo(CreateResult.created);
    }

    private static PersistentStreamProperties from(String position, String filter) {
        return new PersistentStreamProperties("name", 1, "SequentialPolicy", List.of(), position, filter);
    }

    private static StreamStatus status(EventChannel events, String id) {
        return soon(events.persistentStreams()).stream().filter(stream -> stream.getStreamId().equals(id)).findFirst()
                .orElseThrow();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static void awaitTokens(StreamReader reader, List<Long> tokens) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(reader.tokens()).containsExactlyElementsOf(tokens));
    }

    private static void awaitAcknowledged(EventChannel events, String id, long... positions) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(status(events, id).getSegmentsList())
                .extracting(SegmentPosition::getPosition)
                .containsExactlyElementsOf(LongStream.of(positions).boxed().toList()));
    }

    private static String failure(CompletableFuture<?> refused) {
        return String.valueOf(soon(refused.handle((value, error) -> error)).getMessage());
    }

    @Test
    default void createsAPersistentStreamOnce() {
        EventChannel events = channel("reader");
        create(events, "s", properties(2, "FullConcurrencyPolicy"));

        assertThat(soon(events.createPersistentStream("s", properties(5, "SequentialPolicy"))))
                .isEqualTo(CreateResult.already_exists);
        StreamStatus status = status(events, "s");
        assertThat(status.getStreamName()).isEqualTo("name");
        assertThat(status.getSequencingPolicy().getPolicyName()).isEqualTo("FullConcurrencyPolicy");
        assertThat(status.getSegmentsList()).hasSize(2).allMatch(segment -> segment.getClientId().isEmpty());
    }

    @Test
    default void bringsAllEventsFromItsInitialPositionOn() {
        EventChannel events = channel("reader");
        appendNumbered(events, 0, 300);
        try (StreamReader all = StreamReader.of(events, "tail", from("TAIL", ""));
                StreamReader some = StreamReader.of(events, "some", from("290", ""));
                StreamReader none = StreamReader.of(events, "head", from("HEAD", ""))) {
            awaitTokens(all, range(0, 300));
            awaitTokens(some, range(290, 300));
            await().atMost(LIMIT).until(() -> none.segments().contains(0));
            appendNumbered(events, 300, 303);
            awaitTokens(none, range(300, 303));
            awaitTokens(some, range(290, 303));
            awaitTokens(all, range(0, 303));
            assertThat(all.received()).noneMatch(Received::replay);
            awaitAcknowledged(events, "tail", 302);
        }
    }

    @Test
    default void keepsTheEventsOfAnAggregateInOneSegmentAndInOrder() {
        EventChannel events = channel("reader");
        for (int sequence = 0; sequence < 5; sequence++) {
            int next = sequence;
            append(events, IntStream.range(0, 40).mapToObj(i -> domainEvent("a" + i, next)).toArray(Event[]::new));
        }
        try (StreamReader reader = StreamReader.of(events, "s", properties(4, "SequentialPerAggregatePolicy"))) {
            await().atMost(LIMIT).until(() -> reader.received().size() == 200);

            assertThat(reader.bySegment().keySet()).containsExactly(0, 1, 2, 3);
            reader.bySegment().values().forEach(received -> assertThat(received).extracting(Received::token)
                    .isSorted());
            assertThat(segmentsOf(reader, Event::getAggregateIdentifier).values()).allMatch(of -> of.size() == 1);
            assertThat(reader.tokens()).doesNotHaveDuplicates();
        }
    }

    private static Map<String, Set<Integer>> segmentsOf(StreamReader reader,
            java.util.function.Function<Event, String> key) {
        return reader.received().stream().collect(groupingBy(received -> key.apply(received.event()),
                mapping(Received::segment, toSet())));
    }

    @Test
    default void sequencesByWhatThePolicySays() {
        EventChannel events = channel("reader");
        append(events, IntStream.range(0, 60).mapToObj(i -> event("e").toBuilder()
                .putMetaData("tenant", MetaDataValue.newBuilder().setTextValue("t" + i % 12).build())
                .setPayload(payload("{\"order\":{\"id\":\"o" + i % 12 + "\"}}"))
                .build()).toArray(Event[]::new));
        try (StreamReader one = StreamReader.of(events, "one", properties(4, "SequentialPolicy"));
                StreamReader any = StreamReader.of(events, "any", properties(4, "FullConcurrencyPolicy"));
                StreamReader meta = StreamReader.of(events, "meta",
                        properties(4, "MetaDataSequencingPolicy", "tenant"));
                StreamReader property = StreamReader.of(events, "property",
                        properties(4, "PropertySequencingPolicy", "$.order.id"))) {
            for (StreamReader reader : List.of(one, any, meta, property)) {
                await().atMost(LIMIT).until(() -> reader.received().size() == 60);
            }
            assertThat(one.bySegment()).hasSize(1);
            assertThat(any.bySegment()).hasSizeGreaterThan(1);
            assertThat(meta.bySegment()).hasSizeGreaterThan(1);
            assertThat(property.bySegment()).hasSizeGreaterThan(1);
            assertThat(segmentsOf(meta, e -> e.getMetaDataOrThrow("tenant").getTextValue()).values())
                    .allMatch(of -> of.size() == 1);
            assertThat(segmentsOf(property, e -> e.getPayload().getData().toStringUtf8()).values())
                    .allMatch(of -> of.size() == 1);
        }
    }

    @Test
    default void leavesOutWhatItsFilterDoesNotWant() {
        EventChannel events = channel("reader");
        appendNumbered(events, 0, 20);
        try (StreamReader reader = StreamReader.of(events, "s", from("TAIL", "payloadData match \"e1.\""))) {
            awaitTokens(reader, range(10, 20));
        }
    }

    @Test
    default void sharesItsSegmentsAmongItsClients() {
        EventChannel events = channel("one");
        EventChannel others = channel("two");
        try (StreamReader one = StreamReader.of(events, "s", properties(4, "FullConcurrencyPolicy"))) {
            await().atMost(LIMIT).until(() -> one.segments().size() == 4);
            try (StreamReader two = StreamReader.of(others, "s")) {
                await().atMost(LIMIT).until(() -> one.segments().size() == 2 && two.segments().size() == 2);
                assertThat(one.segments()).doesNotContainAnyElementsOf(two.segments());
                assertThat(status(events, "s").getSegmentsList()).extracting(SegmentPosition::getClientId)
                        .doesNotContain(
                                "");
                appendNumbered(events, 0, 100);
                await().atMost(LIMIT).until(() -> one.received().size() + two.received().size() == 100);
                assertThat(two.received()).isNotEmpty();
                assertThat(one.tokens()).doesNotContainAnyElementsOf(two.tokens());
            }
            await().atMost(LIMIT).until(() -> one.segments().size() == 4);
        }
    }

    @Test
    default void sendsAgainWhatALostClientHasNotAcknowledged() {
        EventChannel events = channel("writer");
        appendNumbered(events, 0, 50);
        create(events, "s", properties(1, "SequentialPolicy"));
        Lines lines = new Lines();
        EventChannel lost = clients().factory("lost", lines).connect("default").eventChannel();
        try (StreamReader reader = StreamReader.silent(lost, "s")) {
            await().atMost(LIMIT).until(() -> reader.received().size() == 50);
            reader.acknowledge(0, 29);
            awaitAcknowledged(events, "s", 29);
            lines.cut();
        }

        try (StreamReader again = StreamReader.of(events, "s")) {
            awaitTokens(again, range(30, 50));
            assertThat(again.received()).noneMatch(Received::replay);
        }
    }

    @Test
    default void sendsEventsAgainAfterAReset() {
        EventChannel events = channel("reader");
        long start = System.currentTimeMillis();
        append(events, IntStream.range(0, 20).mapToObj(i -> eventAt("e" + i, start + i)).toArray(Event[]::new));
        try (StreamReader reader = StreamReader.of(events, "s", properties(2, "FullConcurrencyPolicy"))) {
            await().atMost(LIMIT).until(() -> reader.received().size() == 20);
            reader.forget();

            soon(events.resetPersistentStreamAtTail("s"));
            await().atMost(LIMIT).until(() -> reader.received().size() == 20);
            assertThat(reader.received()).allMatch(Received::replay);
            append(events, eventAt("new", start + 20));
            await().atMost(LIMIT).until(() -> reader.received().size() == 21);
            assertThat(reader.received()).filteredOn(received -> !received.replay())
                    .extracting(Received::token).containsExactly(20L);

            reader.forget();
            soon(events.resetPersistentStreamAtPosition("s", 15));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(reader.tokens()).containsExactlyInAnyOrderElementsOf(
                    range(15, 21)));
            reader.forget();
            soon(events.resetPersistentStreamAtTime("s", start + 18));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(reader.tokens()).containsExactlyInAnyOrderElementsOf(
                    range(18, 21)));
            reader.forget();
        }
        soon(events.resetPersistentStreamAtPosition("s", 5));
        soon(events.resetPersistentStreamAtHead("s"));
        awaitAcknowledged(events, "s", 20, 20);
    }

    @Test
    default void changesTheNumberOfItsSegmentsAndLosesAndRepeatsNothing() {
        EventChannel events = channel("reader");
        create(events, "s", properties(2, "FullConcurrencyPolicy"));
        List<Long> seen = new ArrayList<>();
        ConcurrentLinkedQueue<CompletableFuture<?>> appends = new ConcurrentLinkedQueue<>();
        try (StreamReader reader = StreamReader.of(events, "s")) {
            for (int segments : new int[]{5, 3, 1, 4}) {
                IntStream.range(0, 50).forEach(i -> appends.add(events.appendEvents(event("e" + i))));
                soon(events.setPersistentStreamSegments("s", segments));
                await().atMost(LIMIT).until(() -> reader.segments().size() == segments);
            }
            appends.forEach(Conformance::soon);
            await().atMost(LIMIT).until(() -> reader.received().size() >= 200);
            seen.addAll(reader.tokens());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(range(0, 200));
        assertThat(status(events, "s").getSegmentsList()).hasSize(4);
    }

    @Test
    default void takesANewName() {
        EventChannel events = channel("reader");
        create(events, "s", properties(2, "FullConcurrencyPolicy"));

        soon(events.updatePersistentStreamName("s", "other"));

        assertThat(status(events, "s").getStreamName()).isEqualTo("other");
        assertThat(status(events, "s").getSegmentsList()).hasSize(2);
    }

    @Test
    default void keepsTheErrorOfASegmentUntilItGoesOn() {
        EventChannel events = channel("reader");
        appendNumbered(events, 0, 3);
        create(events, "s", properties(1, "SequentialPolicy"));
        try (StreamReader reader = StreamReader.silent(events, "s")) {
            await().atMost(LIMIT).until(() -> reader.received().size() == 3);
            reader.error(0, "the handler fails");
            await().atMost(LIMIT).until(() -> status(events, "s").getSegments(0).getError().equals(
                    "the handler fails"));
            reader.acknowledge(0, 0);
            await().atMost(LIMIT).until(() -> status(events, "s").getSegments(0).getError().isEmpty());
        }
    }

    @Test
    default void endsTheConnectionsOfAStreamThatIsDeleted() {
        EventChannel events = channel("reader");
        appendNumbered(events, 0, 3);
        try (StreamReader reader = StreamReader.of(events, "s", properties(2, "FullConcurrencyPolicy"))) {
            await().atMost(LIMIT).until(() -> reader.received().size() == 3);

            soon(events.deletePersistentStream("s"));

            assertThat(soon(reader.end())).isEmpty();
            assertThat(soon(events.persistentStreams())).isEmpty();
        }
        soon(events.deletePersistentStream("s"));
        try (StreamReader again = StreamReader.of(events, "s", properties(1, "SequentialPolicy"))) {
            awaitTokens(again, range(0, 3));
        }
    }

    @Test
    default void refusesAStreamThatCannotBe() {
        EventChannel events = channel("reader");
        assertThat(failure(events.createPersistentStream("s", properties(1, "NoSuchPolicy"))))
                .contains("AXONIQ-9200", "NoSuchPolicy", "SequentialPerAggregatePolicy");
        assertThat(failure(events.createPersistentStream("s", properties(1, "MetaDataSequencingPolicy"))))
                .contains("parameters");
        assertThat(failure(events.createPersistentStream("s", from("TAIL", "tokn = 1")))).contains("position 1",
                "tokn");
        assertThat(failure(events.createPersistentStream("s", from("7", "")))).contains("Position 7");
        assertThat(failure(events.resetPersistentStreamAtHead("s"))).contains("There is no persistent stream s");
        assertThat(failure(events.setPersistentStreamSegments("s", 2))).contains("NOT_FOUND");
        assertThat(soon(events.persistentStreams())).isEmpty();
        try (StreamReader unknown = StreamReader.of(events, "s")) {
            assertThat(soon(unknown.end())).get().asString().contains("There is no persistent stream s");
        }
    }

    /** Texts of errors travel among headers, of which clients read 8 KiB, and see an error of their own beyond. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "%", "\u00fc", "\ud83d\ude80"})
    default void saysThatThereIsNoStreamHoweverLongItsNameIs(String character) {
        assertThat(failure(channel("reader").resetPersistentStreamAtHead(character.repeat(20_000))))
                .contains("NOT_FOUND", "[AXONIQ-0001] There is no persistent stream " + character.repeat(200));
    }

    /** As two components do that took the same name: neither may silently get what the other one asked for. */
    @Test
    default void refusesAStreamToAClientThatExpectsOtherEventsOfItOrAnotherOrder() {
        EventChannel events = channel("reader");
        create(events, "s", from("TAIL", "token > 1"));
        create(events, "t", properties(1, "MetaDataSequencingPolicy", "customer"));

        try (StreamReader filter = StreamReader.of(events, "s", from("TAIL", "token > 2"));
                StreamReader policy = StreamReader.of(events, "t", properties(1, "SequentialPolicy"));
                StreamReader parameter = StreamReader.of(events, "t",
                        properties(1, "MetaDataSequencingPolicy", "account"))) {
            assertThat(soon(filter.end())).get().asString().contains("AXONIQ-0001", "token > 1", "token > 2");
            assertThat(soon(policy.end())).get().asString().contains("AXONIQ-0001", "MetaData", "SequentialPolicy[]");
            assertThat(soon(parameter.end())).get().asString().contains("AXONIQ-0001", "[customer]", "[account]");
        }
    }

    /** They only say how the stream begins: its segments can be changed, and its position moves on. */
    @Test
    default void opensAStreamThatBeganWithOtherSegmentsAtAnotherPosition() {
        EventChannel events = channel("reader");
        create(events, "s", properties(1, "SequentialPolicy"));
        append(events, event("x"));

        try (StreamReader reader = StreamReader.of(events, "s",
                new PersistentStreamProperties("another name", 4, "SequentialPolicy", List.of(), "HEAD", ""))) {
            awaitTokens(reader, List.of(0L));
        }
    }
}
