package io.orderflow.query.history;

import io.orderflow.api.message.MessageType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What caused the events of an order, as a graph: the events of a page, the commands that caused them, and what caused
 * the commands, in whichever aggregate. A cause is on the same page or on an earlier one.
 *
 * @param next the cursor of the page with the events after these, absent where this is the last
 */
@MessageType("view.order-causes")
record OrderCauses(String orderId, List<Node> nodes, List<Edge> edges, @Nullable String next) {

    /**
     * A message of the graph. Commands and requests are not stored: what is known of them, their events tell.
     *
     * @param id        the identifier of the message; of a request, {@code request:} and that of its command
     * @param type      its stable name; absent for a request, and where no event of the order's history tells it
     * @param aggregate the stream of an event, or the stream that a command changed, such as {@code stock:PEN}
     * @param version   the place of an event in its stream
     * @param position  the place of an event among all events
     * @param actor     the user or client that the message was sent for
     * @param traceId   the trace of the request that began the conversation
     */
    @Schema(name = "CauseNode")
    record Node(String id, MessageKind kind, @Nullable String type, @Nullable String aggregate, @Nullable Long version,
            @Nullable Long position, @Nullable Instant time, @Nullable String actor, @Nullable String traceId) {}

    /** The kinds of messages. */
    enum MessageKind {
        /** A fact that is stored. */
        EVENT,
        /** It caused events. */
        COMMAND,
        /** It came from outside, and sent a command. */
        REQUEST
    }

    /** One message directly caused the other. */
    @Schema(name = "CauseEdge")
    record Edge(String from, String to) {}
}
