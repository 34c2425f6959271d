package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.checkpoint.EventToken;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import io.orderflow.service.deadletter.DeadLetterRetryRequested;
import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.idempotency.RequestEvent.RequestHandled;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kit itself writes into the log and beside it is written for ever in one form, and read back. */
class KitEventsTest {

    private final StableNameSerializer serializer = new StableNameSerializer(MessageTypes.of(
            List.of(RequestAnswered.class, RequestHandled.class, DeadLetterGivenUp.class,
                    DeadLetterRetryRequested.class, EventToken.class)));

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(new RequestAnswered("a1", 409, Map.of("ETag", "\"1\""), "{}"), "request.answered",
                        "{\"bodyHash\":\"a1\",\"status\":409,\"headers\":{\"ETag\":\"\\\"1\\\"\"},\"body\":\"{}\"}"),
                Arguments.of(new RequestHandled("a1", 3), "request.handled", "{\"bodyHash\":\"a1\",\"version\":3}"),
                Arguments.of(
                        new DeadLetterGivenUp("orders", "payment:o1", "e1", 7L, "payment.voided", "why", "because"),
                        "letter.given-up",
                        "{\"group\":\"orders\",\"sequence\":\"payment:o1\",\"eventId\":\"e1\",\"position\":7,"
                                + "\"type\":\"payment.voided\",\"cause\":\"why\",\"reason\":\"because\"}"),
                Arguments.of(new DeadLetterRetryRequested("orders", "o1", 7L, "order.placed", "because"),
                        "letter.retry-requested",
                        "{\"group\":\"orders\",\"sequence\":\"o1\",\"position\":7,"
                                + "\"type\":\"order.placed\",\"reason\":\"because\"}"),
                Arguments.of(new EventToken(7, "e1"), "log.event-token", "{\"globalIndex\":7,\"eventId\":\"e1\"}"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void areWrittenInOneFormAndReadBack(Object event, String type, String json) {
        SerializedObject<String> stored = serializer.serialize(event, String.class);

        assertThat(stored.getType().getName()).isEqualTo(type);
        assertThat(stored.getData()).isEqualTo(json);
        assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(event);
    }
}
