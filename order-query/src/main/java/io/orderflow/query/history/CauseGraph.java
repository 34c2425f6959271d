package io.orderflow.query.history;

import io.orderflow.query.history.OrderCauses.Edge;
import io.orderflow.query.history.OrderCauses.MessageKind;
import io.orderflow.query.history.OrderCauses.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows events back to what directly caused them. An event that names its command was caused by it, and one that names
 * none by another event: a deadline belongs to the event that began it. Events that were written before commands were
 * named have a command of an unknown type, whose own cause is unknown. Used by one thread.
 */
final class CauseGraph {

    /** The prefix of the identifiers of requests. */
    static final String REQUEST = "request:";

    private final Map<String, Node> known = new HashMap<>();
    private final SequencedMap<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    /** Makes an event known that may be a cause. */
    void know(StoredEvent event) {
        known.put(event.eventId(), nodeOf(event));
    }

    /** Adds an event with what caused it. */
    void add(StoredEvent event) {
        know(event);
        nodes.put(event.eventId(), nodeOf(event));
        String cause = event.text("causationId");
        if (cause == null) {
            return;
        }
        if (event.text("command") == null && known.containsKey(cause)) {
            connect(cause, event.eventId());
        } else {
            addCommand(cause, event);
            edges.add(new Edge(cause, event.eventId()));
        }
    }

    private void addCommand(String command, StoredEvent event) {
        if (nodes.containsKey(command)) {
            return;
        }
        nodes.put(command,
                new Node(command, MessageKind.COMMAND, event.text("command"), event.text("aggregate"), null, null, null,
                        event.text("actor"), event.text("traceId")));
        String cause = event.text("commandCausationId");
        if (cause != null) {
            connect(cause, command);
        } else if (command.equals(event.text("correlationId"))) {
            String request = REQUEST + command;
            nodes.put(request, new Node(request, MessageKind.REQUEST, null, null, null, null, null, event.text("actor"),
                    event.text("traceId")));
            edges.add(new Edge(request, command));
        }
    }

    /** An event that the history does not show is a node of which only the identifier is known. */
    private void connect(String cause, String effect) {
        nodes.computeIfAbsent(cause, id -> Objects.requireNonNullElseGet(known.get(id),
                () -> new Node(id, MessageKind.EVENT, null, null, null, null, null, null, null)));
        edges.add(new Edge(cause, effect));
    }

    private static Node nodeOf(StoredEvent event) {
        boolean ofStream = event.text("aggregate") != null;
        return new Node(event.eventId(), MessageKind.EVENT, event.type(), event.text("aggregate"),
                ofStream ? event.version() : null, event.position(), event.time(), event.text("actor"),
                event.text("traceId"));
    }

    OrderCauses causes(String order, @Nullable String next) {
        return new OrderCauses(order, List.copyOf(nodes.values()), new ArrayList<>(edges), next);
    }
}
