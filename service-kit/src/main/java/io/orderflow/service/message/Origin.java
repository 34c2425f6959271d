package io.orderflow.service.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.slf4j.MDC;

/**
 * Copies a message's origin to the messages that it causes, and gives an origin to the message that begins a
 * conversation. Stateless, because the framework calls it on whatever thread sends or handles a message. It assumes
 * that a dispatch interceptor keeps the message's identifier and payload, and may send a message through it again when
 * it is repeated: a message that has an origin keeps it.
 */
public final class Origin implements CorrelationDataProvider, MessageDispatchInterceptor<Message<?>> {

    /** The identifier of the message that began the conversation. */
    public static final String CORRELATION_ID = "correlationId";
    /** The identifier of the message that directly caused this one. */
    public static final String CAUSATION_ID = "causationId";
    /** The stable name of the command that directly caused an event; absent where no command did. */
    public static final String COMMAND = "command";

    /**
     * The identifier of the message that caused that command, such as the event that a process answered; absent where a
     * caller sent the command.
     */
    public static final String COMMAND_CAUSATION_ID = "commandCausationId";

    /** The subject of the token with which somebody asked for it, never the token. */
    public static final String ACTOR = "actor";
    /**
     * The trace of the request that began the conversation, which the logging context of its thread has under this
     * name.
     */
    public static final String TRACE_ID = "traceId";

    /** The request, by its idempotency key, for which a command was sent and its events were made. */
    public static final String REQUEST = "request";

    /** Why a person has asked for it, in the person's own words; absent where the request gave no reason. */
    public static final String REASON = "reason";

    /**
     * The only owner whose belongings the message may show or change; absent where it is confined to none. What the
     * message causes is confined no more.
     */
    public static final String OWNER = "owner";

    /** The actor where callers need not say who they are. */
    public static final String ANONYMOUS = "anonymous";

    @Override
    public Map<String, ?> correlationDataFor(Message<?> cause) {
        Map<String, Object> origin = new HashMap<>();
        origin.put(CAUSATION_ID, cause.getIdentifier());
        origin.put(CORRELATION_ID, cause.getMetaData().getOrDefault(CORRELATION_ID, cause.getIdentifier()));
        for (String inherited : List.of(ACTOR, TRACE_ID)) {
            if (cause.getMetaData().containsKey(inherited)) {
                origin.put(inherited, cause.getMetaData().get(inherited));
            }
        }
        if (cause instanceof CommandMessage<?> command) {
            addCommand(origin, command);
        }
        return origin;
    }

    /** Commands are stored nowhere, so their events have what is told of them later. */
    private static void addCommand(Map<String, Object> origin, CommandMessage<?> command) {
        MetaData own = command.getMetaData();
        origin.put(COMMAND, MessageTypes.nameOf(command));
        if (own.containsKey(CAUSATION_ID)) {
            origin.put(COMMAND_CAUSATION_ID, own.get(CAUSATION_ID));
        }
        for (String told : List.of(REQUEST, REASON)) {
            if (own.containsKey(told)) {
                origin.put(told, own.get(told));
            }
        }
    }

    @Override
    public BiFunction<Integer, Message<?>, Message<?>> handle(List<? extends Message<?>> messages) {
        return (index, message) -> message.getMetaData().containsKey(CORRELATION_ID) ? message : begin(message);
    }

    private static Message<?> begin(Message<?> message) {
        String owner = Caller.current().owner();
        return message.andMetaData(ofCurrentThread())
                .andMetaData(Map.of(CORRELATION_ID, message.getIdentifier()))
                .andMetaData(owner == null ? Map.of() : Map.of(OWNER, owner));
    }

    /** The actor and the trace of a message that no other message causes. */
    public static MetaData ofCurrentThread() {
        MetaData origin = MetaData.with(ACTOR, Caller.current().subject());
        String trace = MDC.get(TRACE_ID);
        return trace == null ? origin : origin.and(TRACE_ID, trace);
    }
}
