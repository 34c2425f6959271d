package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.message.MessageType;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import io.orderflow.service.message.UnreadableMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEventEntry;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.documentperevent.EventEntryConfiguration;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** An event newer than this process travels through a letter to a process that is as new as the event. */
class DeadLetterConverterTest {

    private static final Serializer OLD = new StableNameSerializer(MessageTypes.of(List.of(Parked.class)));
    private static final Serializer NEW = new StableNameSerializer(
            MessageTypes.of(List.of(ParkedOnLevel.class, Towed.class)));
    private static final EventEntryConfiguration FIELDS = EventEntryConfiguration.builder().build();

    private final DeadLetterConverter letters = new DeadLetterConverter();

    @MessageType("car.parked")
    private record Parked(String car) {}

    @MessageType("car.parked")
    private record ParkedOnLevel(String car, int level) {}

    @MessageType("car.towed")
    private record Towed(String car) {}

    @Test
    void carryAnUnknownFieldToWhoKnowsIt() {
        DeadLetterEventEntry letter = written(stored("car.parked", "1", "{\"car\":\"A\",\"level\":3}"));

        assertThatThrownBy(() -> letters.convert(letter, OLD).getPayload())
                .satisfies(failed -> assertThat(UnreadableMessage.in(failed)).get().asString()
                        .endsWith("Cannot read car.parked, revision 1: unknown field level"));
        assertThat(letters.convert(letter, NEW).getPayload()).isEqualTo(new ParkedOnLevel("A", 3));
    }

    @Test
    void carryAnUnknownTypeToWhoKnowsIt() {
        DeadLetterEventEntry letter = written(stored("car.towed", "1", "{\"car\":\"A\"}"));

        assertThat(MessageTypes.nameOf(letters.convert(letter, OLD))).isEqualTo("car.towed");
        assertThat(letters.convert(letter, NEW).getPayload()).isEqualTo(new Towed("A"));
    }

    @Test
    void keepWhereAnUnreadableEventStands() {
        EventMessage<?> read = letters.convert(written(stored("car.towed", "9", "{}")), OLD);

        assertThat(read.getIdentifier()).isEqualTo("e1");
        assertThat(read.getTimestamp()).isEqualTo(Instant.EPOCH);
        assertThat(read.getMetaData()).containsEntry("by", "ann");
        assertThat(((TrackedEventMessage<?>) read).trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(7));
        assertThat(((DomainEventMessage<?>) read).getAggregateIdentifier()).isEqualTo("car:A");
        assertThat(((DomainEventMessage<?>) read).getSequenceNumber()).isEqualTo(3);
    }

    @Test
    void areWrittenOfWhatCanBeReadToo() {
        DeadLetterEventEntry letter = written(stored("car.parked", "1", "{\"car\":\"A\"}"));

        assertThat(letters.convert(letter, OLD).getPayload()).isEqualTo(new Parked("A"));
    }

    @Test
    void standInTheSequenceOfTheirStream() {
        ReadableSequence sequence = new ReadableSequence(
                new ProcessorDefinition("policy", Set.of("car"), event -> event.getPayload().toString()));

        assertThat(sequence.getSequenceIdentifierFor(stored("car.towed", "1", "{}"))).isEqualTo("A");
        assertThat(sequence.getSequenceIdentifierFor(stored("car.parked", "1", "{\"car\":\"A\"}")))
                .isEqualTo("Parked[car=A]");
        ReadableSequence ofOthers = new ReadableSequence(
                new ProcessorDefinition("policy", Set.of("bus"), event -> event.getPayload().toString()));
        assertThat(ofOthers.getSequenceIdentifierFor(stored("car.towed", "1", "{}"))).isEqualTo("car:A");
    }

    /** As it comes back from the database. */
    private DeadLetterEventEntry written(EventMessage<?> event) {
        Document document = letters.convert(event, OLD).asDocument(FIELDS);
        return new DeadLetterEventEntry(Document.parse(document.toJson()), FIELDS);
    }

    /** As it comes from the event store, whose serializer is another one than that of the letters. */
    private static EventMessage<?> stored(String type, String revision, String json) {
        GenericDomainEventEntry<byte[]> entry = new GenericDomainEventEntry<>("Car", "car:A", 3, "e1", Instant.EPOCH,
                type, revision, json.getBytes(StandardCharsets.UTF_8),
                "{\"by\":\"ann\"}".getBytes(StandardCharsets.UTF_8));
        return EventUtils.upcastAndDeserializeTrackedEvents(
                Stream.of(new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(7), entry)),
                new GrpcMetaDataAwareSerializer(OLD), NoOpEventUpcaster.INSTANCE).findFirst().orElseThrow();
    }
}
