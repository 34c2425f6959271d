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
    TOKEN("token", true) {
        @Override
        public Object of(long token, Event event) {
            return token;
        }
    },
    EVENT_IDENTIFIER("eventIdentifier", false) {
        @Override
        public Object of(long token, Event event) {
            return event.getMessageIdentifier();
        }
    },
    AGGREGATE_IDENTIFIER("aggregateIdentifier", false) {
        @Override
        public Object of(long token, Event event) {
            return event.getAggregateIdentifier();
        }
    },
    AGGREGATE_SEQUENCE_NUMBER("aggregateSequenceNumber", true) {
        @Override
        public Object of(long token, Event event) {
            return event.getAggregateSequenceNumber();
        }
    },
    AGGREGATE_TYPE("aggregateType", false) {
        @Override
        public Object of(long token, Event event) {
            return event.getAggregateType();
        }
    },
    PAYLOAD_TYPE("payloadType", false) {
        @Override
        public Object of(long token, Event event) {
            return event.getPayload().getType();
        }
    },
    PAYLOAD_REVISION("payloadRevision", false) {
        @Override
        public Object of(long token, Event event) {
            return event.getPayload().getRevision();
        }
    },
    PAYLOAD_DATA("payloadData", false) {
        @Override
        public Object of(long token, Event event) {
            return event.getPayload().getData().toStringUtf8();
        }
    },
    TIMESTAMP("timestamp", true) {
        @Override
        public Object of(long token, Event event) {
            return event.getTimestamp();
        }
    },
    META_DATA("metaData", false) {
        @Override
        public Object of(long token, Event event) {
            return new TreeMap<>(event.getMetaDataMap()).entrySet().stream().map(Field::text).collect(
                    joining(", ", "{", "}"));
        }
    };

    private final String label;
    private final boolean number;

    Field(String label, boolean number) {
        this.label = label;
        this.number = number;
    }

    /** Its value in an event. */
    public abstract Object of(long token, Event event);

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
