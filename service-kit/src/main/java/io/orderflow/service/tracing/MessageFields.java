package io.orderflow.service.tracing;

import io.orderflow.api.message.OrderMessage;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.UnreadableMessage;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.Message;

/** The identifiers by which the log lines and the spans of a message are found. None of them names a person. */
final class MessageFields {

    /** The order that a message is about. */
    static final String ORDER = "orderId";
    /** The process whose event is handled, by the name of its stream. */
    static final String PROCESS = "processId";

    private static final String PROCESSES = "saga:";
    private static final int MOST = 4;

    private MessageFields() {}

    static Map<String, String> of(Message<?> message) {
        Map<String, String> fields = besideTrace(message);
        put(fields, Origin.TRACE_ID, message);
        return fields;
    }

    /** All but the trace, which a span names by itself or by its link. */
    static Map<String, String> besideTrace(Message<?> message) {
        Map<String, String> fields = new HashMap<>(MOST * 2);
        put(fields, Origin.CORRELATION_ID, message);
        if (OrderMessage.class.isAssignableFrom(message.getPayloadType())
                && UnreadableMessage.of(message).isEmpty()) {
            fields.put(ORDER, ((OrderMessage) message.getPayload()).orderId().value());
        }
        if (message instanceof DomainEventMessage<?> event && event.getAggregateIdentifier().startsWith(PROCESSES)) {
            fields.put(PROCESS, event.getAggregateIdentifier());
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String origin, Message<?> message) {
        if (message.getMetaData().get(origin) instanceof String text) {
            fields.put(origin, text);
        }
    }
}
