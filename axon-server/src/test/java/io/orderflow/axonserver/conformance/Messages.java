package io.orderflow.axonserver.conformance;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.util.UUID;

/** Messages as clients send them. */
public final class Messages {

    private Messages() {}

    public static Event event(String text) {
        return Event.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setTimestamp(System.currentTimeMillis())
                .setPayload(payload(text))
                .build();
    }

    public static Event eventAt(String text, long epochMillis) {
        return event(text).toBuilder().setTimestamp(epochMillis).build();
    }

    public static Event domainEvent(String aggregateId, long sequence) {
        return event(aggregateId + '/' + sequence)
                .toBuilder()
                .setAggregateIdentifier(aggregateId)
                .setAggregateSequenceNumber(sequence)
                .setAggregateType("Thing")
                .build();
    }

    public static Command command(String name, String routingKey) {
        return Command.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setName(name)
                .setPayload(payload(routingKey))
                .addProcessingInstructions(text(ProcessingKey.ROUTING_KEY, routingKey))
                .build();
    }

    public static CommandResponse commandResponse(String text) {
        return CommandResponse.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setPayload(payload(text))
                .build();
    }

    public static QueryRequest query(String name) {
        return QueryRequest.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setQuery(name)
                .addProcessingInstructions(number(ProcessingKey.NR_OF_RESULTS, 1))
                .build();
    }

    public static QueryResponse queryResponse(String text) {
        return QueryResponse.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setPayload(payload(text))
                .build();
    }

    public static SerializedObject payload(String text) {
        return SerializedObject.newBuilder().setType("text").setData(ByteString.copyFromUtf8(text)).build();
    }

    /** A payload of so many bytes. */
    static SerializedObject sized(int bytes) {
        return SerializedObject.newBuilder().setType("bytes").setData(ByteString.copyFrom(new byte[bytes])).build();
    }

    public static String textOf(SerializedObject payload) {
        return payload.getData().toStringUtf8();
    }

    public static ProcessingInstruction number(ProcessingKey key, long value) {
        return ProcessingInstruction.newBuilder()
                .setKey(key)
                .setValue(MetaDataValue.newBuilder().setNumberValue(value))
                .build();
    }

    static ProcessingInstruction flag(ProcessingKey key, boolean value) {
        return ProcessingInstruction.newBuilder()
                .setKey(key)
                .setValue(MetaDataValue.newBuilder().setBooleanValue(value))
                .build();
    }

    private static ProcessingInstruction text(ProcessingKey key, String value) {
        return ProcessingInstruction.newBuilder()
                .setKey(key)
                .setValue(MetaDataValue.newBuilder().setTextValue(value))
                .build();
    }
}
