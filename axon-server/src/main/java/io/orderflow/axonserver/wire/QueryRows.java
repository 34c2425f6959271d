package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.QueryEventsResponse;
import io.axoniq.axonserver.grpc.event.QueryValue;
import io.axoniq.axonserver.grpc.event.RowResponse;
import io.orderflow.axonserver.search.Field;
import java.util.Arrays;
import java.util.List;

/**
 * How events become rows: what tells them apart, and by what they are sorted. An event has a token; a snapshot has
 * none.
 */
enum QueryRows {
    OF_EVENTS(Field.TOKEN), OF_SNAPSHOTS(Field.AGGREGATE_IDENTIFIER, Field.AGGREGATE_SEQUENCE_NUMBER);

    static final List<String> COLUMNS = Arrays.stream(Field.values()).map(Field::label).toList();

    private final List<Field> identity;

    QueryRows(Field... identity) {
        this.identity = List.of(identity);
    }

    QueryEventsResponse row(EventWithToken found) {
        RowResponse.Builder row = RowResponse.newBuilder();
        for (Field field : identity) {
            QueryValue value = value(field, found);
            row.addIdValues(value).addSortValues(value);
        }
        for (Field field : Field.values()) {
            row.putValues(field.label(), value(field, found));
        }
        return QueryEventsResponse.newBuilder().setRow(row).build();
    }

    private static QueryValue value(Field field, EventWithToken found) {
        Object value = field.of(found.getToken(), found.getEvent());
        return value instanceof Long number
                ? QueryValue.newBuilder().setNumberValue(number).build()
                : QueryValue.newBuilder().setTextValue(value.toString()).build();
    }
}
