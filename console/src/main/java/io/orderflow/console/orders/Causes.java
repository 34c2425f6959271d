package io.orderflow.console.orders;

import io.orderflow.console.eventlog.Failures;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What caused what on behalf of an order. */
public record Causes(String orderId, List<CauseNode> nodes, List<CauseEdge> edges, @Nullable String next) {

    public Causes {
        nodes = nodes == null ? List.of() : nodes;
        edges = edges == null ? List.of() : edges;
    }

    /**
     * A request, a command or an event.
     *
     * @param type absent where the platform no longer knows it
     */
    public record CauseNode(String id, String kind, @Nullable String type, @Nullable String aggregate,
            @Nullable Long position, @Nullable Instant time, @Nullable String actor) {

        public boolean isEvent() {
            return kind.equalsIgnoreCase("EVENT");
        }

        /** Whether its name tells of something that did not succeed. */
        public boolean isFailure() {
            return isEvent() && type != null && Failures.isFailure(type);
        }

        /** Its type in words. */
        public String title() {
            return type == null ? kind.toLowerCase(Locale.ROOT) : type;
        }
    }

    /** Leads from a cause to its effect. */
    public record CauseEdge(String from, String to) {}
}
