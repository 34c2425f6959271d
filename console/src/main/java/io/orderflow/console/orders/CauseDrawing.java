package io.orderflow.console.orders;

import io.orderflow.console.orders.Causes.CauseEdge;
import io.orderflow.console.orders.Causes.CauseNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The causes of an order's events as a graph: a row for each message, in the order in which they happened, and a narrow
 * lane for each aggregate. It is as wide as a telephone, whatever number of aggregates an order has.
 *
 * @param hidden the number of messages that are not drawn, because there are too many
 * @param focus  the message whose causes and effects are drawn in full strength; absent where all are
 */
public record CauseDrawing(List<CauseRow> rows, List<CausePath> lines, int textX, int width, int height, int hidden,
        @Nullable CauseRow focus) {

    static final int MAX_NODES = 400;
    static final int MAX_WIDTH = 346;
    private static final int MAX_LANES = 7;
    private static final int LANE = 14;
    private static final int ROW = 42;
    private static final int LABEL = 33;

    /**
     * A request, a command or an event.
     *
     * @param x       the middle of its sign
     * @param y       the top of its row
     * @param faint   whether it is neither cause nor effect of the one that is looked at
     * @param causes  what directly caused it
     * @param effects what it directly caused
     */
    public record CauseRow(CauseNode node, int x, int y, boolean faint, boolean chosen, List<CauseNode> causes,
            List<CauseNode> effects) {

        /** The middle of its sign. */
        public int middle() {
            return y + 14;
        }

        public int height() {
            return ROW;
        }

        /** As much of the title as there is room for. */
        public String label() {
            return shortened(node.title());
        }

        /** Its stream, as much of it as there is room for. */
        public String stream() {
            return node.aggregate() == null ? "from outside" : shortened(node.aggregate());
        }

        private static String shortened(String text) {
            return text.length() <= LABEL ? text : text.substring(0, LABEL - 1) + "…";
        }
    }

    /** A line from a cause to its effect, as a path of SVG. */
    public record CausePath(String path, boolean faint) {}

    static CauseDrawing of(Causes causes, @Nullable String focus) {
        List<CauseNode> nodes = causes.nodes().stream().limit(MAX_NODES).toList();
        Links links = Links.of(nodes, causes.edges());
        Set<String> related = focus == null || !links.known.containsKey(focus)
                ? links.known.keySet()
                : links.related(focus);
        Map<String, Integer> laneOf = new LinkedHashMap<>();
        Map<String, CauseRow> rows = new LinkedHashMap<>();
        for (CauseNode node : links.inTheirOrder(nodes)) {
            int lane = laneOf.computeIfAbsent(String.valueOf(node.aggregate()), any -> laneOf.size());
            rows.put(node.id(), new CauseRow(node, 10 + Math.min(lane, MAX_LANES - 1) * LANE, rows.size() * ROW,
                    !related.contains(node.id()), node.id().equals(focus), links.nodes(links.into, node),
                    links.nodes(links.outOf, node)));
        }
        List<CausePath> lines = causes.edges().stream()
                .filter(edge -> rows.containsKey(edge.from()) && rows.containsKey(edge.to()))
                .map(edge -> line(rows.get(edge.from()), rows.get(edge.to())))
                .toList();
        return new CauseDrawing(List.copyOf(rows.values()), lines, 16 + Math.min(laneOf.size(), MAX_LANES) * LANE,
                MAX_WIDTH, Math.max(ROW, rows.size() * ROW), causes.nodes().size() - nodes.size(),
                focus == null ? null : rows.get(focus));
    }

    /** Down the lane of the cause, and over into that of the effect right above it. */
    private static CausePath line(CauseRow from, CauseRow to) {
        int start = from.middle() + 6;
        int end = to.middle() - 7;
        int turn = Math.max(start, end - ROW + 13);
        int bend = (turn + end) / 2;
        return new CausePath(
                "M%d %dV%dC%d %d %d %d %d %d".formatted(from.x(), start, turn, from.x(), bend, to.x(), bend,
                        to.x(), end),
                from.faint() || to.faint());
    }

    /** Who caused whom. */
    private static final class Links {

        private final Map<String, CauseNode> known = new LinkedHashMap<>();
        private final Map<String, List<String>> into = new HashMap<>();
        private final Map<String, List<String>> outOf = new HashMap<>();

        static Links of(List<CauseNode> nodes, List<CauseEdge> edges) {
            Links links = new Links();
            nodes.forEach(node -> links.known.put(node.id(), node));
            for (CauseEdge edge : edges) {
                if (links.known.containsKey(edge.from()) && links.known.containsKey(edge.to())) {
                    links.outOf.computeIfAbsent(edge.from(), any -> new ArrayList<>()).add(edge.to());
                    links.into.computeIfAbsent(edge.to(), any -> new ArrayList<>()).add(edge.from());
                }
            }
            return links;
        }

        List<CauseNode> nodes(Map<String, List<String>> direction, CauseNode node) {
            return direction.getOrDefault(node.id(), List.of()).stream().map(known::get).toList();
        }

        /** Events in the order of the log, and before each what caused it; what caused nothing yet comes last. */
        Set<CauseNode> inTheirOrder(List<CauseNode> nodes) {
            Set<CauseNode> sorted = new LinkedHashSet<>();
            nodes.stream()
                    .filter(CauseNode::isEvent)
                    .sorted(Comparator.comparingLong((CauseNode event) -> event.position() == null
                            ? Long.MAX_VALUE
                            : event.position()))
                    .forEach(event -> add(event, sorted, new HashSet<>()));
            nodes.forEach(node -> add(node, sorted, new HashSet<>()));
            return sorted;
        }

        private void add(CauseNode node, Set<CauseNode> sorted, Set<String> path) {
            if (!sorted.contains(node) && path.add(node.id())) {
                nodes(into, node).forEach(cause -> add(cause, sorted, path));
                sorted.add(node);
            }
        }

        Set<String> related(String id) {
            Set<String> all = reach(id, into);
            all.addAll(reach(id, outOf));
            return all;
        }

        private static Set<String> reach(String id, Map<String, List<String>> direction) {
            Set<String> reached = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(List.of(id));
            while (!open.isEmpty()) {
                String next = open.pop();
                if (reached.add(next)) {
                    open.addAll(direction.getOrDefault(next, List.of()));
                }
            }
            return reached;
        }
    }
}
