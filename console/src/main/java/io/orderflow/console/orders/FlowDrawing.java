package io.orderflow.console.orders;

import io.orderflow.console.sagas.Saga;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The process of an order as a flow: the way forward on top, and the way back below the step at which it turned.
 *
 * @param words the same in words, for those who do not see it
 */
public record FlowDrawing(List<FlowStep> nodes, List<FlowPath> edges, int width, int height, String words) {

    static final int NODE_WIDTH = 148;
    static final int NODE_HEIGHT = 62;
    private static final int GAP = 18;
    private static final int MARGIN = 6;
    private static final int BACK = 112;

    private static final String COMPENSATING = "COMPENSATING";
    private static final String COMPENSATED = "COMPENSATED";
    private static final List<String> FORWARD = List.of("RESERVING_STOCK", "AUTHORIZING_PAYMENT", "CONFIRMING_ORDER",
            "AWAITING_SHIPMENT", "DELIVERING", "COMPLETED");
    /** The event with which each step of the way forward has succeeded. */
    private static final Map<String, String> SUCCESS = Map.of("RESERVING_STOCK", "saga.stock-secured",
            "AUTHORIZING_PAYMENT", "saga.payment-secured", "CONFIRMING_ORDER", "saga.shipment-awaited",
            "AWAITING_SHIPMENT", "saga.delivery-started", "DELIVERING", "saga.fulfilment-completed", "COMPLETED",
            "saga.fulfilment-completed");
    private static final Map<String, String> NAMES = Map.of("RESERVING_STOCK", "Reserve stock", "AUTHORIZING_PAYMENT",
            "Authorize payment", "CONFIRMING_ORDER", "Confirm order", "AWAITING_SHIPMENT", "Await shipment",
            "DELIVERING", "Deliver", "COMPLETED", "Completed", COMPENSATING, "Undo", COMPENSATED, "Undone");

    /**
     * A step.
     *
     * @param state in words: done, here, failed, to come, undone
     */
    public record FlowStep(int x, int y, String title, String state, String tone, boolean here) {

        /** The middle of its width. */
        public int middle() {
            return x + NODE_WIDTH / 2;
        }

        public int width() {
            return NODE_WIDTH;
        }

        public int height() {
            return NODE_HEIGHT;
        }

        public String sign() {
            return switch (tone) {
                case "good" -> "✓ ";
                case "bad" -> "✕ ";
                case "warn" -> "↩ ";
                case "busy" -> "▸ ";
                default -> "";
            };
        }
    }

    /** A line from one step to the next, as a path of SVG. */
    public record FlowPath(String path) {}

    static FlowDrawing of(Saga saga) {
        Set<String> events = saga.timeline().stream().map(Saga.Moment::type).collect(Collectors.toSet());
        boolean back = saga.step().equals(COMPENSATING) || saga.step().equals(COMPENSATED);
        List<FlowStep> nodes = new ArrayList<>();
        nodes.add(new FlowStep(MARGIN, MARGIN, "Order placed", "done", "good", false));
        int turned = -1;
        for (int i = 0; i < FORWARD.size(); i++) {
            FlowStep node = forward(saga, events, back, turned >= 0, i);
            if (node.tone().equals("bad") && back) {
                turned = i + 1;
            }
            nodes.add(node);
        }
        List<FlowPath> edges = new ArrayList<>();
        for (int i = 0; i + 1 < nodes.size(); i++) {
            edges.add(straight(nodes.get(i), nodes.get(i + 1)));
        }
        if (back) {
            addWayBack(saga, turned < 0 ? FORWARD.size() : turned, nodes, edges);
        }
        int width = MARGIN + (FORWARD.size() + 1) * (NODE_WIDTH + GAP);
        return new FlowDrawing(nodes, edges, width, (back ? BACK : 0) + NODE_HEIGHT + 2 * MARGIN, words(nodes));
    }

    private static FlowStep forward(Saga saga, Set<String> events, boolean back, boolean turned, int i) {
        String step = FORWARD.get(i);
        boolean passed = events.contains(SUCCESS.get(step)) || !back && FORWARD.indexOf(saga.step()) > i
                || saga.step().equals("COMPLETED");
        boolean here = step.equals(saga.step()) && !saga.isEnded();
        int x = MARGIN + (i + 1) * (NODE_WIDTH + GAP);
        String undone = back && passed ? undone(step, events) : null;
        if (undone != null) {
            return new FlowStep(x, MARGIN, NAMES.get(step), undone, "warn", false);
        }
        if (here) {
            return new FlowStep(x, MARGIN, NAMES.get(step), saga.stalled() ? "stalled here" : "here now",
                    saga.stalled() ? "bad" : "busy", true);
        }
        if (passed) {
            return new FlowStep(x, MARGIN, NAMES.get(step), "done", "good", false);
        }
        return back && !turned
                ? new FlowStep(x, MARGIN, NAMES.get(step), "turned back here", "bad", false)
                : new FlowStep(x, MARGIN, NAMES.get(step), back ? "never reached" : "to come", "idle", false);
    }

    private static @Nullable String undone(String step, Set<String> events) {
        return switch (step) {
            case "RESERVING_STOCK" -> events.contains("saga.line-released") ? "stock given back" : null;
            case "AUTHORIZING_PAYMENT" -> events.contains("saga.payment-returned") ? "money given back" : null;
            default -> null;
        };
    }

    private static void addWayBack(Saga saga, int turned, List<FlowStep> nodes, List<FlowPath> edges) {
        boolean ended = saga.step().equals(COMPENSATED);
        FlowStep from = nodes.get(turned);
        FlowStep undo = new FlowStep(from.x(), MARGIN + BACK, NAMES.get(COMPENSATING),
                ended ? "done" : saga.stalled() ? "stalled here" : "here now",
                ended ? "good" : saga.stalled() ? "bad" : "busy", !ended);
        int left = Math.max(MARGIN, from.x() - NODE_WIDTH - GAP);
        FlowStep undone = new FlowStep(left, MARGIN + BACK, NAMES.get(COMPENSATED), ended ? "done" : "to come",
                ended ? "good" : "idle", false);
        nodes.add(undo);
        nodes.add(undone);
        edges.add(new FlowPath("M%d %d V%d".formatted(from.middle(), from.y() + NODE_HEIGHT, undo.y() - 8)));
        edges.add(new FlowPath("M%d %d H%d".formatted(undo.x(), undo.y() + NODE_HEIGHT / 2,
                undone.x() + NODE_WIDTH + 8)));
    }

    private static FlowPath straight(FlowStep from, FlowStep to) {
        return new FlowPath("M%d %d H%d".formatted(from.x() + NODE_WIDTH, from.y() + NODE_HEIGHT / 2, to.x() - 8));
    }

    private static String words(List<FlowStep> nodes) {
        return nodes.stream().map(node -> node.title() + ": " + node.state()).collect(Collectors.joining("; "));
    }
}
