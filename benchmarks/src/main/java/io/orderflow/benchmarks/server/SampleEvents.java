package io.orderflow.benchmarks.server;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The events of the benchmarks, with a payload of 300 bytes of text. Most aggregates have 100 events, and two have
 * 10,000. Aggregates with an odd number have a snapshot.
 */
final class SampleEvents {

    static final int SHORT_LIFE = 100;
    static final int LONG_LIFE = 10_000;

    /** The number of events after an aggregate's snapshot. */
    static final int EVENTS_AFTER_SNAPSHOT = 10;

    private static final String SHORT = "thing-";
    private static final String LONG = "long-lived-thing-";
    private static final int PAYLOAD_BYTES = 300;
    private static final List<SerializedObject> PAYLOADS = IntStream.range(0, 1_024).mapToObj(SampleEvents::payload)
            .toList();

    private SampleEvents() {}

    /** Returns text that compresses as JSON does: names repeat, and values do not. */
    private static SerializedObject payload(int seed) {
        Random random = new Random(seed);
        StringBuilder json = new StringBuilder("{");
        for (int field = 0; json.length() < PAYLOAD_BYTES; field++) {
            json.append("\"field").append(field).append("\":\"").append(Long.toString(random.nextLong(), 36))
                    .append("\",");
        }
        json.setLength(PAYLOAD_BYTES - 2);
        return SerializedObject.newBuilder()
                .setType("thing.changed")
                .setRevision("1")
                .setData(ByteString.copyFromUtf8(json + "\"}"))
                .build();
    }

    static String shortLived(int number) {
        return SHORT + number;
    }

    static String longLived(boolean withSnapshot) {
        return LONG + (withSnapshot ? 1 : 0);
    }

    static int life(String aggregateId) {
        return aggregateId.startsWith(LONG) ? LONG_LIFE : SHORT_LIFE;
    }

    static boolean hasSnapshot(String aggregateId) {
        return (aggregateId.charAt(aggregateId.length() - 1) - '0') % 2 == 1;
    }

    static Event event(String aggregateId, long sequence) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Event.newBuilder()
                .setMessageIdentifier(new UUID(random.nextLong(), random.nextLong()).toString())
                .setTimestamp(System.currentTimeMillis())
                .setAggregateType("Thing")
                .setAggregateIdentifier(aggregateId)
                .setAggregateSequenceNumber(sequence)
                .setPayload(PAYLOADS.get(random.nextInt(PAYLOADS.size())))
                .build();
    }

    static List<Event> events(String aggregateId, long fromSequence, long toSequence) {
        List<Event> events = new ArrayList<>();
        for (long sequence = fromSequence; sequence < toSequence; sequence++) {
            events.add(event(aggregateId, sequence));
        }
        return events;
    }

    static Event snapshot(String aggregateId) {
        return event(aggregateId, life(aggregateId) - EVENTS_AFTER_SNAPSHOT - 1L).toBuilder().setSnapshot(true).build();
    }
}
