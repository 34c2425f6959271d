package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.junit.jupiter.api.Test;

class OriginTest {

    private final Origin origin = new Origin();

    @Test
    void passesOnWhoAskedAndTheTrace() {
        Message<?> cause = new GenericMessage<>("cause").withMetaData(Map.of(Origin.CORRELATION_ID, "first",
                Origin.ACTOR, "alice", Origin.TRACE_ID, "t1"));

        assertThat(origin.correlationDataFor(cause)).isEqualTo(Map.of(Origin.CORRELATION_ID, "first",
                Origin.CAUSATION_ID, cause.getIdentifier(), Origin.ACTOR, "alice", Origin.TRACE_ID, "t1"));
    }

    @Test
    void takesACauseWithoutAnOriginForTheFirst() {
        Message<?> cause = new GenericMessage<>("cause");

        assertThat(origin.correlationDataFor(cause))
                .isEqualTo(Map.of(Origin.CORRELATION_ID, cause.getIdentifier(), Origin.CAUSATION_ID,
                        cause.getIdentifier()));
    }
}
