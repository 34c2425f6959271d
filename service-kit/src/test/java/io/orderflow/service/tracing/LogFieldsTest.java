package io.orderflow.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Identifier;
import io.orderflow.api.message.OrderMessage;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogFieldsTest {

    private record Id(String value) implements Identifier {}

    private record Started(Id orderId) implements OrderMessage {}

    private final LogFields fields = new LogFields();

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void namesTraceConversationOrderAndProcessWhileAMessageIsHandled() throws Exception {
        MDC.put("traceId", "before");
        EventMessage<?> event = new GenericDomainEventMessage<>("OrderSaga", "saga:o1", 0, new Started(new Id("o1")),
                Map.of("traceId", "t1", "correlationId", "c1", "actor", "ada@example.com"));
        UnitOfWork<EventMessage<?>> unit = DefaultUnitOfWork.startAndGet(event);
        Map<String, String> seen = new HashMap<>();
        try {
            fields.handle(unit, () -> {
                seen.putAll(MDC.getCopyOfContextMap());
                return null;
            });
        } finally {
            unit.rollback();
        }

        assertThat(seen).containsExactlyInAnyOrderEntriesOf(
                Map.of("traceId", "t1", "correlationId", "c1", "orderId", "o1", "processId", "saga:o1"));
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("traceId", "before"));
    }

    @Test
    void leavesNothingOnAThreadThatHadNothing() throws Exception {
        UnitOfWork<EventMessage<?>> unit = DefaultUnitOfWork.startAndGet(new GenericDomainEventMessage<>("OrderSaga",
                "saga:o1", 0, new Started(new Id("o1")), Map.of("traceId", "t1")));
        try {
            fields.handle(unit, () -> {
                MDC.put("more", "of the handler");
                return null;
            });
        } finally {
            unit.rollback();
        }

        assertThat(MDC.get("traceId")).isNull();
        assertThat(MDC.get("more")).isNull();
    }
}
