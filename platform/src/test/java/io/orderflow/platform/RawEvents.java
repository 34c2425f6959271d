package io.orderflow.platform;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Writes events as they are, whatever this code thinks of them, and looks at what is beside them. */
final class RawEvents implements AutoCloseable {

    private static final Path FROZEN = Path.of("../shared-api/src/test/resources/approved");

    private final AxonServerConnectionFactory factory;
    private final EventChannel events;

    RawEvents(String address, Optional<String> token) {
        String[] server = address.split(":");
        AxonServerConnectionFactory.Builder builder = AxonServerConnectionFactory.forClient("another version")
                .routingServers(new ServerAddress(server[0], Integer.parseInt(server[1])));
        token.ifPresent(builder::token);
        factory = builder.build();
        events = factory.connect("default").eventChannel();
    }

    /** The JSON of an event in its first revision, as it was approved. */
    static String frozen(String type) throws IOException {
        return Files.readString(FROZEN.resolve(type + ".1.json"));
    }

    /** Appends what is frozen of these types to a new stream. */
    void appendFrozen(String stream, String... types) throws Exception {
        for (int sequence = 0; sequence < types.length; sequence++) {
            append(stream, sequence, types[sequence], "1", frozen(types[sequence]));
        }
    }

    void append(String stream, long sequence, String type, String revision, String json) throws Exception {
        events.appendEvents(Event.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setAggregateType(stream)
                .setAggregateIdentifier(stream)
                .setAggregateSequenceNumber(sequence)
                .setTimestamp(System.currentTimeMillis())
                .setPayload(SerializedObject.newBuilder().setType(type).setRevision(revision)
                        .setData(ByteString.copyFromUtf8(json)))
                .build()).get(10, TimeUnit.SECONDS);
    }

    /** The sequence number at which the newest snapshot was taken, -1 where there is none. */
    long newestSnapshotOf(String stream) {
        return events.loadSnapshots(stream, Long.MAX_VALUE, 1)
                .asStream()
                .mapToLong(Event::getAggregateSequenceNumber)
                .max()
                .orElse(-1);
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
