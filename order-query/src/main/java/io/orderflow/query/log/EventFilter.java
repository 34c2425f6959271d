package io.orderflow.query.log;

import io.orderflow.service.message.MessageTypes;
import java.util.Locale;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The events that an operator looks for. What is absent narrows nothing down.
 *
 * @param type        the stable name of a type, or the beginning of names, with an asterisk: {@code order.*}
 * @param aggregate   a stream ({@code payment:o-1}), or a kind of streams ({@code payment})
 * @param aggregateId the name of streams without their kind: {@code o-1}
 * @param text        is in the payload, or a value of the metadata; upper and lower case are the same
 */
record EventFilter(@Nullable String type, @Nullable String aggregate, @Nullable String aggregateId,
        @Nullable String text) {

    private static final String ANY = "*";

    /** Whether every event is wanted. */
    boolean isEmpty() {
        return type == null && aggregate == null && aggregateId == null && text == null;
    }

    /** The text comes last, because only for the text the event has to be read whole. */
    boolean wants(EventMessage<?> event, EventReader reader) {
        return (type == null || isOfType(MessageTypes.nameOf(event)))
                && isOfStream(EventReader.streamOf(event))
                && (text == null || hasText(event, reader, text.toLowerCase(Locale.ROOT)));
    }

    private boolean isOfType(String name) {
        return type != null && (type.endsWith(ANY)
                ? name.startsWith(type.substring(0, type.length() - ANY.length()))
                : name.equals(type));
    }

    private boolean isOfStream(@Nullable String stream) {
        if (aggregate == null && aggregateId == null) {
            return true;
        }
        return stream != null
                && (aggregate == null || stream.equals(aggregate) || stream.startsWith(aggregate + ":"))
                && (aggregateId == null || EventReader.idOf(stream).equals(aggregateId));
    }

    private static boolean hasText(EventMessage<?> event, EventReader reader, String text) {
        return event.getMetaData().values().stream().anyMatch(value -> contains(String.valueOf(value), text))
                || contains(reader.payloadText(event), text);
    }

    private static boolean contains(String value, String text) {
        return value.toLowerCase(Locale.ROOT).contains(text);
    }
}
