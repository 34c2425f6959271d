package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.service.message.ProblemException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class OperatorRoutesTest {

    @Test
    void refuseOperatorsWhileADependencyIsAwayAndNoOtherRequest() throws NoSuchMethodException {
        // given
        OperatorRoutes routes = new OperatorRoutes(() -> Map.of("The event store", Instant.EPOCH));

        // when, then
        assertThatThrownBy(() -> handle(routes, new Operators())).isInstanceOf(ProblemException.class)
                .hasMessageContaining("The event store has given no answer since " + Instant.EPOCH);
        assertThat(handle(routes, new Customers())).isTrue();
    }

    @Test
    void letOperatorsInWhileAllDependenciesAnswer() throws NoSuchMethodException {
        assertThat(handle(new OperatorRoutes(Map::of), new Operators())).isTrue();
    }

    private static boolean handle(OperatorRoutes routes, Object controller) throws NoSuchMethodException {
        return routes.preHandle(new MockHttpServletRequest(), new MockHttpServletResponse(),
                new HandlerMethod(controller, "show"));
    }

    @OperatorController
    private static final class Operators {
        @SuppressWarnings("unused") // only named
        public void show() {}
    }

    private static final class Customers {
        @SuppressWarnings("unused") // only named
        public void show() {}
    }
}
