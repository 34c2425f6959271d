package io.orderflow.relay.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.relay.contract.IntegrationEvents;
import java.util.Arrays;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Test;

class RelayHandlerTest {

    /** The framework hands a processor no event that none of its handlers names. */
    @Test
    void handlesEveryInternalEventThatMayBePublic() {
        assertThat(Arrays.stream(RelayHandler.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EventHandler.class))
                .<Class<?>>map(method -> method.getParameterTypes()[0]))
                .containsExactlyInAnyOrderElementsOf(IntegrationEvents.INTERNAL);
    }
}
