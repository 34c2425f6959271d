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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The causes of an order's events as a graph: a lane for each aggregate, a row for each step away from the request that
 * began it all.
 *
 * @param hidden the number of nodes that are not drawn, because there are too many
 * @param focus  the node whose causes and effects are drawn in full strength; absent where all are
 */
public record CauseDrawing(List<CauseLane> lanes, List<CauseBox> boxes, List<CausePath> lines, int width, int height,
        int hidden,
        @Nullable CauseBox focus) {

    static final int MAX_NODES = 400;
    private static final int LANE = 236;
    private static final int BOX_WIDTH = 212;
    private static final int ROW = 46;
    private static final int TOP = 40;

    public record CauseLane(int x, String name) {}

    /**
     * A request, a command or an event.
     *
     * @param faint   whether it is neither cause nor effect of the one that is looked at
     * @param causes  what directly caused it
     * @param effects what it directly caused
     */
    public record CauseBox(CauseNode node, int x, int y, boolean faint, boolean chosen, List<CauseNode> causes,
            List<CauseNode> effects) {

        public int width() {
            return BOX_WIDTH;
        }

        public int height() {
            return node.isEvent() ? 32 : 24;
        }

        /** As much of the title as there is room for. */
        public String label() {
            String title = node.title();
            return title.length() <= 27 ? title : title.substring(0, 26) + "…";
        }
    }

    /** A line from a cause to its effect, as a path of SVG. */
    public record CausePath(String path, boolean faint) {}

    static CauseDrawing of(Causes causes, @Nullable String focus) {
        List<CauseNode> nodes = causes.nodes().stream().limit(MAX_NODES).toList();
        Links links = Links.of(nodes, causes.edges());
        Map<String, Integer> laneOf = new LinkedHashMap<>();
        nodes.forEach(node -> laneOf.putIfAbsent(lane(node), laneOf.size()));
        Map<String, Integer> rows = links.rows(nodes, laneOf);
        Set<String> related = focus == null || !links.known.containsKey(focus)
                ? links.known.keySet()
                : links.related(focus);
        Map<String, CauseBox> boxes = new LinkedHashMap<>();
        for (CauseNode node : nodes) {
            boxes.put(node.id(), new CauseBox(node, laneOf.get(lane(node)) * LANE + 8, TOP + rows.get(node.id()) * ROW,
                    !related.contains(node.id()), node.id().equals(focus), links.nodes(links.into, node),
                    links.nodes(links.outOf, node)));
        }
        List<CausePath> lines = causes.edges().stream().filter(edge -> boxes.containsKey(edge.from())
                && boxes.containsKey(edge.to())).map(edge -> line(boxes.get(edge.from()), boxes.get(edge.to())))
                .toList();
        int height = TOP + (rows.values().stream().mapToInt(row -> row).max().orElse(0) + 1) * ROW;
        return new CauseDrawing(laneOf.entrySet().stream().map(lane -> new CauseLane(lane.getValue() * LANE + 8,
                lane.getKey())).toList(), List.copyOf(boxes.values()), lines, laneOf.size() * LANE + 8, height,
                causes.nodes().size() - nodes.size(), focus == null ? null : boxes.get(focus));
    }

    private static String lane(CauseNode node) {
        return node.aggregate() == null ? "from outside" : Objects.requireNonNull(node.aggregate());
    }

    private static CausePath line(CauseBox from, CauseBox to) {
        int startX = from.x() + BOX_WIDTH / 2;
        int startY = from.y() + from.height();
        int endX = to.x() + BOX_WIDTH / 2;
        int endY = to.y() - 5;
        int bend = Math.max(14, (endY - startY) / 2);
        return new CausePath(
                "M%d %d C%d %d %d %d %d %d".formatted(startX, startY, startX, startY + bend, endX, endY - bend,
                        endX, endY),
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

        /** The row of each node: below all of its causes, and below the node before it in its lane. */
        Map<String, Integer> rows(List<CauseNode> nodes, Map<String, Integer> laneOf) {
            Map<String, Integer> depths = new HashMap<>();
            nodes.forEach(node -> depth(node.id(), depths, new HashSet<>()));
            Map<String, Integer> rows = new HashMap<>();
            Map<Integer, Integer> free = new HashMap<>();
            nodes.stream().sorted(Comparator.comparing((CauseNode node) -> depths.get(node.id()))).forEach(node -> {
                int lane = laneOf.get(lane(node));
                int below = into.getOrDefault(node.id(), List.of()).stream()
                        .mapToInt(cause -> rows.getOrDefault(cause, -1)
                                + 1)
                        .max().orElse(0);
                int row = Math.max(below, free.getOrDefault(lane, 0));
                rows.put(node.id(), row);
                free.put(lane, row + 1);
            });
            return rows;
        }

        private int depth(String id, Map<String, Integer> depths, Set<String> path) {
            Integer done = depths.get(id);
            if (done != null || !path.add(id)) {
                return done == null ? 0 : done;
            }
            int depth = 0;
            for (String cause : into.getOrDefault(id, List.of())) {
                depth = Math.max(depth, depth(cause, depths, path) + 1);
            }
            depths.put(id, depth);
            return depth;
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
