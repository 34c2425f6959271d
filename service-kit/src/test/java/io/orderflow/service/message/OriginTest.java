package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.message.MessageType;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
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

    @MessageType("test.greet")
    private record Greet() {}

    /** So the events of an order tell which event caused which command. */
    @Test
    void namesTheCommandAndItsOwnCauseInItsEvents() {
        Message<?> command = new GenericCommandMessage<>(new Greet())
                .withMetaData(Map.of(Origin.CORRELATION_ID, "first",
                        Origin.CAUSATION_ID, "event-1", Origin.REQUEST, "r1"));

        assertThat(origin.correlationDataFor(command)).isEqualTo(Map.of(Origin.CORRELATION_ID, "first",
                Origin.CAUSATION_ID, command.getIdentifier(), Origin.COMMAND, "test.greet",
                Origin.COMMAND_CAUSATION_ID, "event-1", Origin.REQUEST, "r1"));
    }

    @Test
    void passesNothingOfACommandOnBeyondItsEvents() {
        Message<?> event = new GenericMessage<>("event").withMetaData(Map.of(Origin.CORRELATION_ID, "first",
                Origin.COMMAND, "test.greet", Origin.COMMAND_CAUSATION_ID, "event-1"));

        assertThat(origin.correlationDataFor(event)).isEqualTo(Map.of(Origin.CORRELATION_ID, "first",
                Origin.CAUSATION_ID, event.getIdentifier()));
    }
}
