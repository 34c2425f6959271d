package io.orderflow.service.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

class OriginTest {

    @Test
    void passesOnWhereAMessageCameFrom() {
        // given
        GenericMessage<String> cause = new GenericMessage<>("m-2", "cause", MetaData.with(Origin.CORRELATION_ID,
                "m-1").and(Origin.ACTOR, "anna").and(Origin.TRACE_ID, "t-1").and("other", "stays"));
        // when
        Map<String, ?> origin = new Origin().correlationDataFor(cause);
        // then
        assertThat(origin).isEqualTo(Map.of(Origin.CORRELATION_ID, "m-1", Origin.CAUSATION_ID, "m-2", Origin.ACTOR,
                "anna", Origin.TRACE_ID, "t-1"));
    }

    @Test
    void takesAMessageOfNoOriginForTheBeginning() {
        GenericMessage<String> cause = new GenericMessage<>("m-1", "cause", MetaData.emptyInstance());

        assertThat(new Origin().correlationDataFor(cause)).isEqualTo(Map.of(Origin.CORRELATION_ID, "m-1",
                Origin.CAUSATION_ID, "m-1"));
    }
}
