package io.orderflow.query.history;

import io.orderflow.query.history.OrderVersions.OrderVersion;
import io.orderflow.query.orders.OrderView;
import io.orderflow.query.orders.OrdersProjection;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.message.MessageTypes;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Folds the events of an order one after the other into the order as it is served, and tells the difference that each of
 * them makes. Used by one thread.
 */
final class VersionFold {

    private static final Set<String> CHANGED_BY_EVERY_EVENT = Set.of("updatedAt", "position");

    private final OrdersProjection orders;
    private final MessageTypes types;
    private final DeadLetterDecisions givenUp;
    private final JsonMapper json;
    private @Nullable OrderView order;
    /** The order as it is served after the last difference; absent where events were added since. */
    private @Nullable JsonNode shown;

    VersionFold(OrdersProjection orders, MessageTypes types, DeadLetterDecisions givenUp, JsonMapper json) {
        this.orders = orders;
        this.types = types;
        this.givenUp = givenUp;
        this.json = json;
    }

    /** Folds an event, as the read model of orders does: without what is of no concern to it, or given up. */
    void add(StoredEvent stored) {
        apply(stored);
        shown = null;
    }

    private void apply(StoredEvent stored) {
        stored.event(types)
                .filter(event -> orders.handles(event.getPayloadType()) && !givenUp.includes(orders.name(), event))
                .ifPresent(this::fold);
    }

    private void fold(EventMessage<?> event) {
        order = orders.fold(order, event);
    }

    OrderVersion next(StoredEvent stored) {
        JsonNode before = shown == null ? served() : shown;
        OrderView earlier = order;
        apply(stored);
        JsonNode after = order == earlier ? before : served();
        shown = after;
        return new OrderVersion(order == null ? 0 : order.version(), stored.position(), stored.eventId(), stored.type(),
                stored.time(), stored.text("aggregate"), stored.text("actor"),
                after == before ? List.of() : FieldChange.between(before, after));
    }

    private JsonNode served() {
        ObjectNode served = order == null ? JsonNodeFactory.instance.objectNode() : json.valueToTree(order);
        return served.remove(CHANGED_BY_EVERY_EVENT);
    }
}
