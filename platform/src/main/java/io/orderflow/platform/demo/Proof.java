package io.orderflow.platform.demo;

import io.orderflow.platform.demo.Plan.Fate;
import io.orderflow.platform.demo.Plan.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds what became of the orders against what was planned; what holds of every system is the audit's to prove. */
final class Proof {

    private final Plan plan;
    private final Map<String, JsonNode> orders;

    Proof(Plan plan, Map<String, JsonNode> orders) {
        this.plan = plan;
        this.orders = orders;
    }

    /** What does not hold of this: every order ended as it had to; of the scarce product exactly as many were sold as there were. */
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
