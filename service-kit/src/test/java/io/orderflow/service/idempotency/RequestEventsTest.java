package io.orderflow.service.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written of a request can be read again, and has the fields that logs have had since their first release. */
class RequestEventsTest {

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(List.of(RequestAnswered.class, RequestHandled.class)));

    static List<Object> events() {
        return List.of(new RequestAnswered("h", 202, Map.of("Location", "/rebuilds/r1"), "{}"),
                new RequestAnswered("h", 409, Map.of(), "{}"), new RequestHandled("h", 7));
    }

    @ParameterizedTest
    @MethodSource("events")
    void areReadAsTheyWereWritten(Object event) {
        SerializedObject<String> stored = serializer.serialize(event, String.class);

        assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(event);
    }
}
