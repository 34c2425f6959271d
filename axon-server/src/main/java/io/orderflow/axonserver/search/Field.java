package io.orderflow.axonserver.search;

import static java.util.stream.Collectors.joining;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a query can look at; the values are texts, or longs where the field is a number. */
public enum Field {
    TOKEN("token", true),
    EVENT_IDENTIFIER("eventIdentifier", false),
    AGGREGATE_IDENTIFIER("aggregateIdentifier", false),
    AGGREGATE_SEQUENCE_NUMBER("aggregateSequenceNumber", true),
    AGGREGATE_TYPE("aggregateType", false),
    PAYLOAD_TYPE("payloadType", false),
    PAYLOAD_REVISION("payloadRevision", false),
    PAYLOAD_DATA("payloadData", false),
    TIMESTAMP("timestamp", true),
    META_DATA("metaData", false);

    private final String label;
    private final boolean number;

    Field(String label, boolean number) {
        this.label = label;
        this.number = number;
    }

    /** Its value in an event. */
    public Object of(long token, Event event) {
        return switch (this) {
            case TOKEN -> token;
            case EVENT_IDENTIFIER -> event.getMessageIdentifier();
            case AGGREGATE_IDENTIFIER -> event.getAggregateIdentifier();
            case AGGREGATE_SEQUENCE_NUMBER -> event.getAggregateSequenceNumber();
            case AGGREGATE_TYPE -> event.getAggregateType();
            case PAYLOAD_TYPE -> event.getPayload().getType();
            case PAYLOAD_REVISION -> event.getPayload().getRevision();
            case PAYLOAD_DATA -> event.getPayload().getData().toStringUtf8();
            case TIMESTAMP -> event.getTimestamp();
            case META_DATA -> new TreeMap<>(event.getMetaDataMap()).entrySet().stream()
                    .map(Field::text)
                    .collect(joining(", ", "{", "}"));
        };
    }

    /** Its name in queries and answers. */
    public String label() {
        return label;
    }

    boolean isNumber() {
        return number;
    }

    static Optional<Field> named(String label) {
        return Arrays.stream(values()).filter(field -> field.label.equals(label)).findFirst();
    }

    private static String text(Map.Entry<String, MetaDataValue> entry) {
        return entry.getKey() + '=' + text(entry.getValue());
    }

    /** The value of a metadata entry as people read it; bytes are shown by their type alone. */
    public static String text(MetaDataValue value) {
        return switch (value.getDataCase()) {
            case TEXT_VALUE -> value.getTextValue();
            case NUMBER_VALUE -> Long.toString(value.getNumberValue());
            case BOOLEAN_VALUE -> Boolean.toString(value.getBooleanValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BYTES_VALUE -> '<' + value.getBytesValue().getType() + '>';
            case DATA_NOT_SET -> "";
        };
    }
}
