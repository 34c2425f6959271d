package io.orderflow.platform.demo;

import io.orderflow.platform.demo.Plan.Fate;
import io.orderflow.platform.demo.Plan.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Compares the ends of the orders with the plan; the audit checks the invariants that every system must keep. */
final class Proof {

    private final Plan plan;
    private final Map<String, JsonNode> orders;

    Proof(Plan plan, Map<String, JsonNode> orders) {
        this.plan = plan;
        this.orders = orders;
    }

    /**
     * The breaches of the plan: every order must have ended as planned, and of the scarce product all units must be
     * sold, and no more.
     */
    List<String> outcomes() {
        List<String> breaches = new ArrayList<>();
        for (Order order : plan.orders()) {
            String status = text(order, "status");
            String reason = text(order, "reason");
            boolean asPlanned = order.fate() == Fate.SCARCE
                    ? status.equals("CONFIRMED") || status.equals("REJECTED") && reason.equals("OUT_OF_STOCK")
                    : status.equals(order.fate().status) && reason.equals(order.fate().reason);
            if (!asPlanned) {
                breaches.add(order.id() + " (" + order.fate() + ") is " + status + " " + reason);
            }
        }
        long wanted = plan.orders().stream().filter(order -> order.fate() == Fate.SCARCE).count();
        long sold = plan.orders()
                .stream()
                .filter(order -> order.fate() == Fate.SCARCE)
                .filter(order -> text(order, "status").equals("CONFIRMED"))
                .count();
        if (sold != Math.min(wanted, Plan.SCARCE.stock())) {
            breaches.add(sold + " of the scarce product were sold");
        }
        return breaches;
    }

    private String text(Order order, String field) {
        JsonNode value = orders.get(order.id()).path(field);
        return value.isString() ? value.asString() : "";
    }
}
