package io.orderflow.service.tracing;

import io.orderflow.api.message.OrderMessage;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.UnreadableMessage;
import java.util.LinkedHashMap;
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

    private MessageFields() {}

    static Map<String, String> of(Message<?> message) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String origin : new String[]{Origin.TRACE_ID, Origin.CORRELATION_ID}) {
            if (message.getMetaData().get(origin) instanceof String text) {
                fields.put(origin, text);
            }
        }
        if (OrderMessage.class.isAssignableFrom(message.getPayloadType())
                && UnreadableMessage.of(message).isEmpty()) {
            fields.put(ORDER, ((OrderMessage) message.getPayload()).orderId().value());
        }
        if (message instanceof DomainEventMessage<?> event && event.getAggregateIdentifier().startsWith(PROCESSES)) {
            fields.put(PROCESS, event.getAggregateIdentifier());
        }
        return fields;
    }
}
